/** What operators need besides the API: health and the supervision of the job server. */
@NullMarked
@ApplicationModule(
    displayName = "Operations",
    allowedDependencies = {"sync", "lock"})
package com.dealersync.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
