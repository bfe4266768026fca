/**
 * Tells people what became of loads: by a signed message to each configured address, and by mail.
 * What is to be told is written in the transaction of the change, one row for each destination, and
 * is delivered by background jobs.
 */
@NullMarked
@ApplicationModule(
    displayName = "Notices",
    allowedDependencies = {"delivery", "catalog", "database", "logs"})
package com.dealersync.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
