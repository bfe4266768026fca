package com.dealersync.sync;

import org.jobrunr.jobs.lambdas.JobRequest;

/**
 * The background job of a run. Public because JobRunr creates it from its stored form.
 *
 * @param runId the run's row, which holds all else
 */
public record SyncJob(long runId) implements JobRequest {

  @Override
  public Class<SyncJobHandler> getJobRequestHandler() {
    return SyncJobHandler.class;
  }
}
