package com.dealersync.sync;

import java.util.EnumSet;
import java.util.Set;

/** The status of a run, and which status may follow: the values of {@code COES_STATUS}. */
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

  /** Which status may follow this one; {@code RUNNING} after {@code RUNNING} is a new attempt. */
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
