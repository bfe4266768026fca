/** The HTTP contract: calls, envelope, errors and their documentation. */
@NullMarked
@ApplicationModule(
    displayName = "HTTP API",
    allowedDependencies = {
      "sync",
      "ops",
      "audit",
      "notices",
      "payload",
      "probe",
      "limits",
      "catalog",
      "database",
      "logs"
    })
package com.dealersync.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
