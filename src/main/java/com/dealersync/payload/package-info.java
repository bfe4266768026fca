/** Renders a load once, from the query configured for its process type. */
@NullMarked
@ApplicationModule(
    displayName = "Payload",
    allowedDependencies = {"catalog", "database"})
package com.dealersync.payload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
