/**
 * How many requests one caller may send. Each node counts by itself, in bounded memory, because
 * this protects the database and Redis and so must not depend on them.
 */
@NullMarked
@ApplicationModule(
    displayName = "Limits",
    allowedDependencies = {})
package com.dealersync.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
