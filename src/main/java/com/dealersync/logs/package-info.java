/** What a log line belongs to. */
@NullMarked
@ApplicationModule(
    displayName = "Logs",
    allowedDependencies = {})
package com.dealersync.logs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
