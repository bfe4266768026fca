/**
 * The dealer's side, tried out. {@link com.dealersync.probe.ProbeApplication} plays the service
 * against a receiver for whoever programs it; {@link com.dealersync.probe.DealerProbe} asks a
 * registered dealer for those who operate the service. Both send by the code of deliveries and are
 * none.
 */
@NullMarked
@ApplicationModule(
    displayName = "Probe",
    allowedDependencies = {"delivery", "catalog", "audit"})
package com.dealersync.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
