/** Who may call: bearer tokens and their scopes. */
@NullMarked
@ApplicationModule(
    displayName = "Security",
    allowedDependencies = {})
package com.dealersync.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
