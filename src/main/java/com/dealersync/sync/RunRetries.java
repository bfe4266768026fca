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
 * When a run's job that failed is tried again. One that a stopping node gave back goes to the queue
 * at once; one whose node died has waited long enough; all others back off. After the last one the
 * run ends: soon where the next attempt is likely to fail in the same way. JobRunr has no setting
 * for any of it, but asks its filters.
 */
final class RunRetries extends RetryFilter implements JobServerFilter {

  private static final Logger log = LoggerFactory.getLogger(RunRetries.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** More stops of nodes than any upgrade takes: something is wrong. */
  private static final int MOST_HAND_BACKS = 30;

  private static final int MOST_UNLIKELY = 3;

  private final AttemptFailures failures;
  private final InstantSource database;

  /**
   * @param database its clock, by which job servers look for what is due
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
   * Not so for a job whose node died: it has no exception of ours, and the watchdog ends the run.
   */
  @Override
  public void onFailedAfterRetries(Job job) {
    switch (job.getJobState() instanceof FailedState failed ? failed.getException() : null) {
      case AttemptFailedException failure -> failures.giveUp(failure);
      case HandBackException handBack -> failures.giveUp(handBack);
      case null, default -> {}
    }
  }

  /** How often it has failed like that, the last time included, on whatever node. */
  private static long failures(Job job, Class<? extends Exception> like) {
    return job.getJobStates().stream()
        .filter(FailedState.class::isInstance)
        .map(FailedState.class::cast)
        .filter(failed -> like.getName().equals(failed.getExceptionType()))
        .count();
  }

  /** JobRunr adds them to the time by this node's clock. */
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

  /** JobRunr says so by the exception that it makes up for a job whose server is gone. */
  private static boolean isOrphaned(JobState state) {
    return state instanceof FailedState failed
        && failed.getException() instanceof IllegalThreadStateException;
  }
}
