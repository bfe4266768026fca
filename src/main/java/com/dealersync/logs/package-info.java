/** The context of log lines: run, process type and request. */
@NullMarked
@ApplicationModule(
    displayName = "Logs",
    allowedDependencies = {})
package com.dealersync.logs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
