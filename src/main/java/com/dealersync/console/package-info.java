/**
 * The operators' console at {@code /consola}: a page of static files that calls the API like any
 * other client, how it may sign in, and the policy that it lives under.
 */
@NullMarked
@ApplicationModule(
    displayName = "Console",
    allowedDependencies = {})
package com.dealersync.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
