/**
 * The dealers' guide at {@code /dealers}: the page of the repository, with the receivers, schemas
 * and vectors that it gives away, for those who program a dealer's webhook.
 */
@NullMarked
@ApplicationModule(
    displayName = "Guide",
    allowedDependencies = {})
package com.dealersync.guide;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
