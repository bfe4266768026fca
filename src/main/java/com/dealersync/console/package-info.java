/**
 * The operators' console at {@code /consola}: static files that call the API like any other client,
 * how users sign in, and the content security policy.
 */
@NullMarked
@ApplicationModule(
    displayName = "Console",
    allowedDependencies = {})
package com.dealersync.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
