package com.dealersync.catalog;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How a dealer stands with a process type. Times are in the service's zone.
 *
 * @param loadId the newest load of the process type
 * @param state what became of the dealer in it
 * @param host of its webhook; null if it has none
 * @param behindSince the first load that it lacks; null if it lacks none, or has never had any
 * @param confirmed the newest load that it confirmed; null if there is none
 * @param error why the newest load failed; null if it did not
 */
public record DealerStanding(
    String bac,
    @Nullable String name,
    String processType,
    long loadId,
    @Nullable String idCarga,
    DealerSituation situation,
    DealerState state,
    @Nullable String host,
    @Nullable LocalDateTime lastAttempt,
    @Nullable String error,
    @Nullable Of behindSince,
    @Nullable Of confirmed) {

  /**
   * One of its loads.
   *
   * @param at when it confirmed the load, or when the load was made
   */
  public record Of(long loadId, @Nullable String idCarga, @Nullable LocalDateTime at) {}

  DealerStanding withHistory(@Nullable Of missed, @Nullable Of lastConfirmed) {
    return new DealerStanding(
        bac,
        name,
        processType,
        loadId,
        idCarga,
        situation,
        state,
        host,
        lastAttempt,
        error,
        missed,
        lastConfirmed);
  }
}
