package com.dealersync.ops;

import com.dealersync.sync.JobServerView;
import com.dealersync.sync.LongRun;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the service is, as this node sees it. Null where nobody answered in time.
 *
 * @param redis what it says to a lock
 * @param database how long it took to answer
 * @param jobServers those of all nodes
 * @param longRuns active runs that the watchdog warns about
 * @param lastPatrol when this node's watchdog last looked at all runs; null before the first time
 */
public record Condition(
    String version,
    @Nullable Redis redis,
    @Nullable Duration database,
    @Nullable List<JobServerView> jobServers,
    @Nullable List<LongRun> longRuns,
    @Nullable LocalDateTime lastPatrol) {

  /**
   * What Redis says to a lock.
   *
   * @param took how long its answer took
   * @param refusal the first word of its answer, such as {@code READONLY}; null if it would let a
   *     lock be taken
   */
  public record Redis(Duration took, @Nullable String refusal) {}
}
