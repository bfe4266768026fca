/** The Redis lock of a process type: taken once, renewed and released only by its owner. */
@NullMarked
@ApplicationModule(
    displayName = "Lock",
    allowedDependencies = {"logs"})
package com.dealersync.lock;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
