package com.dealersync.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a process type is busy. */
public sealed interface Availability {

  record Free() implements Availability {}

  /**
   * Somebody has the lock.
   *
   * @param expiresIn how long the lock lives without renewal
   * @param syncControlId the run that has it; null while its request is still being accepted
   * @param idCarga that run's load
   */
  record Locked(Duration expiresIn, @Nullable Long syncControlId, @Nullable String idCarga)
      implements Availability {}

  record UnknownProcessType() implements Availability {}

  /** Redis does not answer. */
  record Unavailable() implements Availability {}
}
