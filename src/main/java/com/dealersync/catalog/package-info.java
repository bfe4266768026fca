/** Process types, loads and the dealers each load goes to, with what became of each dealer. */
@NullMarked
@ApplicationModule(
    displayName = "Catalog",
    allowedDependencies = {})
package com.dealersync.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
