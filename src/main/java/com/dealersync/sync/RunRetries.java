package com.dealersync.sync;

import java.time.Duration;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.JobState;

/**
 * When a run's job that failed is tried again. One that a stopping node gave back goes to the queue
 * at once and costs no retry; all others back off. JobRunr has no setting for either, but asks its
 * filters before it stores a failure.
 */
final class RunRetries extends RetryFilter {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  RunRetries(int retries, int backOffSeed) {
    super(retries, backOffSeed);
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

  @Override
  protected long getSecondsToAdd(Job job) {
    return Math.min(super.getSecondsToAdd(job), LONGEST_WAIT.toSeconds());
  }
}
