package com.dealersync.api;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What became of a dealer; never its secret or its URL, which may hold one.
 *
 * @param intentos requests to its webhook for this load, over all runs
 * @param duracionMs of the last of them
 */
record DealerResource(
    String bac,
    @Nullable String nombre,
    DealerState estado,
    int intentos,
    @Nullable LocalDateTime ultimoIntento,
    @Nullable Long duracionMs,
    @Nullable Integer codigoHttp,
    @Nullable String error,
    @Nullable String token) {

  static DealerResource of(DealerStatus dealer) {
    Duration lasted = dealer.lasted();
    return new DealerResource(
        dealer.bac(),
        dealer.name(),
        dealer.state(),
        dealer.attempts(),
        dealer.lastAttempt(),
        lasted == null ? null : lasted.toMillis(),
        dealer.httpStatus(),
        dealer.error(),
        dealer.token());
  }
}
