/**
 * What operators need besides the API: health, the state of all servers in one answer, and the
 * supervision of the job server.
 */
@NullMarked
@ApplicationModule(
    displayName = "Operations",
    allowedDependencies = {"sync", "lock"})
package com.dealersync.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
