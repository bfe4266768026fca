package com.dealersync.ops;

import com.dealersync.sync.JobServerView;
import com.dealersync.sync.LongRun;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the service, as this node sees it. Values that were not known in time are null.
 *
 * @param redis whether Redis would let a lock be taken
 * @param database how long the database took to answer
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
   * Whether Redis would let a lock be taken.
   *
   * @param took how long its answer took
   * @param refusal the first word of its answer, such as {@code READONLY}; null if it would let a
   *     lock be taken
   */
  public record Redis(Duration took, @Nullable String refusal) {}
}
