/**
 * How much one caller may ask for. Each node counts by itself, in memory that has a bound of its
 * own: what protects the service must not depend on the database or Redis that it protects.
 */
@NullMarked
@ApplicationModule(
    displayName = "Limits",
    allowedDependencies = {})
package com.dealersync.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
