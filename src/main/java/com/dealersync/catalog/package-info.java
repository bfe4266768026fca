/** Process types, loads, the dealers that each load goes to, and the state of each dealer. */
@NullMarked
@ApplicationModule(
    displayName = "Catalog",
    allowedDependencies = {})
package com.dealersync.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
