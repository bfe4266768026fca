/**
 * What the migrations cannot say in SQL that three databases share, how long we wait for them, and
 * what their failures call for.
 */
@NullMarked
@ApplicationModule(
    displayName = "Database",
    allowedDependencies = {})
package com.dealersync.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
