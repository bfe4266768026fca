package com.dealersync.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a process type is busy. */
public sealed interface Availability {

  record Free() implements Availability {}

  /**
   * Somebody has the lock.
   *
   * @param expiresIn how long the lock lives without renewal; null if it never expires, until the
   *     run that has it renews it
   * @param syncControlId the run that has it; null while its request is still being accepted
   * @param idCarga that run's load
   */
  record Locked(
      @Nullable Duration expiresIn, @Nullable Long syncControlId, @Nullable String idCarga)
      implements Availability {}

  /**
   * The lock's key does not belong to a run. No run starts until the key is gone.
   *
   * @param type the key's type, as Redis names it
   * @param expiresIn how long it lives; null if it never expires
   */
  record Foreign(String type, @Nullable Duration expiresIn) implements Availability {}

  record UnknownProcessType() implements Availability {}

  /** Redis does not answer. */
  record Unavailable() implements Availability {}
}
