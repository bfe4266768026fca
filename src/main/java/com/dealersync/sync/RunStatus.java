package com.dealersync.sync;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands, and where it may go from there: the values of {@code COES_STATUS}. */
public enum RunStatus {
  /** Accepted, not yet at work. */
  PENDING,
  /** An attempt is at work, or was when its process died. */
  RUNNING,
  /** Every dealer has a result. */
  COMPLETED,
  /** Ended before every dealer had a result; the error says why. */
  FAILED,
  /** Ended by an operator. */
  CANCELLED;

  /** Where a run may go from here; {@code RUNNING} again is a new attempt of it. */
  Set<RunStatus> next() {
    return switch (this) {
      case PENDING -> EnumSet.of(RUNNING, FAILED, CANCELLED);
      case RUNNING -> EnumSet.of(RUNNING, COMPLETED, FAILED, CANCELLED);
      case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(RunStatus.class);
    };
  }

  /** Whether the run occupies its process type. */
  public boolean isActive() {
    return !next().isEmpty();
  }
}
