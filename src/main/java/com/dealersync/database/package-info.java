/**
 * Parts of the migrations that have no common SQL on three databases, limits for waiting, what
 * waits for a commit, and the kinds of failures.
 */
@NullMarked
@ApplicationModule(
    displayName = "Database",
    allowedDependencies = {})
package com.dealersync.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
