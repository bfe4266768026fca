package com.dealersync.sync;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.UUID;

/** The result of a request to synchronise: one run, or the reason why there is none. */
public sealed interface StartResult
    permits LoadRefusal,
        StartResult.Accepted,
        StartResult.AlreadyActive,
        StartResult.Busy,
        StartResult.LockUnavailable,
        StartResult.NoLongerDue,
        StartResult.Paused,
        StartResult.Stopping {

  /**
   * The run exists and its job is handed over.
   *
   * @param processId 16 upper-case hex digits, unique
   * @param startTime when it was registered, in the service's zone
   */
  record Accepted(
      String processId, long syncControlId, UUID jobId, LocalDateTime startTime, Duration lockTtl)
      implements StartResult {}

  /** The load is being synchronised. */
  record AlreadyActive(long syncControlId, RunStatus status, Duration retryAfter)
      implements StartResult {}

  /** The process type is being synchronised, with this or another load. */
  record Busy(Duration lockTtl, Duration retryAfter) implements StartResult {}

  /**
   * An administrator holds the process type.
   *
   * @param retryAfter until its end, if it has one that is near
   */
  record Paused(Pause pause, Duration retryAfter) implements StartResult {}

  /** Redis does not answer; without it no run starts. */
  record LockUnavailable(Duration retryAfter) implements StartResult {}

  /** Only the load's first run was asked for, and it has had one by now. */
  record NoLongerDue() implements StartResult {}

  /** This node is stopping and takes no new run; another one may. */
  record Stopping(Duration retryAfter) implements StartResult {}
}
