package com.dealersync.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a process type is busy. */
public sealed interface Availability {

  record Free() implements Availability {}

  /**
   * Somebody has the lock.
   *
   * @param expiresIn how long the lock lives without renewal; null if for ever, until the run that
   *     has it renews it
   * @param syncControlId the run that has it; null while its request is still being accepted
   * @param idCarga that run's load
   */
  record Locked(
      @Nullable Duration expiresIn, @Nullable Long syncControlId, @Nullable String idCarga)
      implements Availability {}

  /**
   * The lock's key is no run's, and nothing starts until it is gone.
   *
   * @param type Redis's name of what it is
   * @param expiresIn how long it lives; null if for ever
   */
  record Foreign(String type, @Nullable Duration expiresIn) implements Availability {}

  record UnknownProcessType() implements Availability {}

  /** Redis does not answer. */
  record Unavailable() implements Availability {}
}
