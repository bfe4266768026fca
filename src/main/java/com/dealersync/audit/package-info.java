/**
 * Who started, cancelled or cleared what: a table that is only ever added to. Nothing here changes
 * or deletes an entry, and the database's own rights should not let anybody do so either.
 */
@NullMarked
@ApplicationModule(
    displayName = "Audit",
    allowedDependencies = {"catalog"})
package com.dealersync.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
