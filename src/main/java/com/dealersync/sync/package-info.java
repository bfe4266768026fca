/**
 * TODO
 */
@NullMarked
@ApplicationModule(displayName = "Sync", allowedDependencies = {"delivery", "payload", "catalog", "lock"})
package com.dealersync.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
