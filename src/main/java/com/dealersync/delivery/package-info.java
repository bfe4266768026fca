/**
 * Signed, bounded, parallel delivery of one payload to every webhook of a load. Knows HTTP and no
 * database: what it is about to send and what came of it goes to a {@link DeliveryRecorder}.
 */
@NullMarked
@ApplicationModule(
    displayName = "Delivery",
    allowedDependencies = {"payload", "catalog"})
package com.dealersync.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
