/**
 * What operators need besides the API: health, how all of it is at a glance, and the supervision of
 * the job server.
 */
@NullMarked
@ApplicationModule(
    displayName = "Operations",
    allowedDependencies = {"sync", "lock"})
package com.dealersync.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
