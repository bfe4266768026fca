/** Who may call: bearer tokens and their scopes. */
@NullMarked
@ApplicationModule(
    displayName = "Security",
    allowedDependencies = {"limits"})
package com.dealersync.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
