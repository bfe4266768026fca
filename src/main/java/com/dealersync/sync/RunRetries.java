package com.dealersync.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.JobServerFilter;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.StateName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a failed job of a run is tried again. A job that a stopping node gave back, or whose
 * node died, is queued at once; all others wait longer each time. After the last attempt the run
 * ends. If the next attempt would probably fail in the same way, there are only a few. JobRunr has
 * no settings for this, but calls this filter.
 */
final class RunRetries extends RetryFilter implements JobServerFilter {

  private static final Logger log = LoggerFactory.getLogger(RunRetries.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** More stops of nodes than any upgrade needs; something else is wrong then. */
  private static final int MOST_HAND_BACKS = 30;

  private static final int MOST_UNLIKELY = 3;

  private final AttemptFailures failures;
  private final InstantSource database;

  /**
   * @param database the database's clock, by which job servers look for jobs that are due
   */
  RunRetries(int retries, int backOffSeed, AttemptFailures failures, InstantSource database) {
    super(retries, backOffSeed);
    this.failures = failures;
    this.database = database;
  }

  @Override
  public void onStateElection(Job job, JobState newState) {
    switch (newState instanceof FailedState failed ? failed.getException() : null) {
      case HandBackException handBack -> {
        if (failures(job, HandBackException.class) <= MOST_HAND_BACKS) {
          job.enqueue();
        }
      }
      case AttemptFailedException.Unlikely unlikely -> {
        if (failures(job, AttemptFailedException.Unlikely.class) < MOST_UNLIKELY) {
          super.onStateElection(job, newState);
        }
      }
      case null, default -> backOff(job, newState);
    }
  }

  private void backOff(Job job, JobState newState) {
    super.onStateElection(job, newState);
    if (isOrphaned(newState) && job.hasState(StateName.SCHEDULED)) {
      job.enqueue();
    }
  }

  /**
   * Ends the run, except if its node died: such a job has no exception of ours, and the watchdog
   * ends its run.
   */
  @Override
  public void onFailedAfterRetries(Job job) {
    switch (job.getJobState() instanceof FailedState failed ? failed.getException() : null) {
      case AttemptFailedException failure -> failures.giveUp(failure);
      case HandBackException handBack -> failures.giveUp(handBack);
      case null, default -> {}
    }
  }

  /** How often the job has failed with that exception on any node, including the last time. */
  private static long failures(Job job, Class<? extends Exception> like) {
    return job.getJobStates().stream()
        .filter(FailedState.class::isInstance)
        .map(FailedState.class::cast)
        .filter(failed -> like.getName().equals(failed.getExceptionType()))
        .count();
  }

  /**
   * JobRunr adds this to this node's time, so it includes the difference to the database's clock.
   */
  @Override
  protected long getSecondsToAdd(Job job) {
    return Math.min(super.getSecondsToAdd(job), LONGEST_WAIT.toSeconds()) + secondsBehind();
  }

  private long secondsBehind() {
    try {
      return Duration.between(Instant.now(), database.instant()).toSeconds();
    } catch (RuntimeException e) {
      log.debug("The database does not tell the time; the retry goes by this node's clock", e);
      return 0;
    }
  }

  /** JobRunr gives a job whose server is gone this exception. */
  private static boolean isOrphaned(JobState state) {
    return state instanceof FailedState failed
        && failed.getException() instanceof IllegalThreadStateException;
  }
}
