package com.dealersync.sync;

import java.time.Duration;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.JobServerFilter;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.JobState;

/**
 * When a run's job that failed is tried again. One that a stopping node gave back goes to the queue
 * at once; one whose node died has waited long enough; all others back off. After the last one the
 * run ends. JobRunr has no setting for any of it, but asks its filters.
 */
final class RunRetries extends RetryFilter implements JobServerFilter {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final AttemptFailures failures;

  RunRetries(int retries, int backOffSeed, AttemptFailures failures) {
    super(retries, backOffSeed);
    this.failures = failures;
  }

  @Override
  public void onStateElection(Job job, JobState newState) {
    if (newState instanceof FailedState failed
        && failed.getException() instanceof HandBackException) {
      job.enqueue();
    } else {
      super.onStateElection(job, newState);
    }
  }

  /**
   * Not so for a job whose node died: it has no exception of ours, and the watchdog ends the run.
   */
  @Override
  public void onFailedAfterRetries(Job job) {
    if (job.getJobState() instanceof FailedState failed
        && failed.getException() instanceof AttemptFailedException failure) {
      failures.giveUp(failure);
    }
  }

  @Override
  protected long getSecondsToAdd(Job job) {
    return isOrphaned(job) ? 0 : Math.min(super.getSecondsToAdd(job), LONGEST_WAIT.toSeconds());
  }

  /** JobRunr says so by the exception that it makes up for a job whose server is gone. */
  private static boolean isOrphaned(Job job) {
    return job.getJobState() instanceof FailedState failed
        && failed.getException() instanceof IllegalThreadStateException;
  }
}
