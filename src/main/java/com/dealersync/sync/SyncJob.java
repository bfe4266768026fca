package com.dealersync.sync;

import org.jobrunr.jobs.lambdas.JobRequest;
import org.jspecify.annotations.Nullable;

/**
 * The background job of a run. Public because JobRunr creates it from its stored form.
 *
 * @param runId the run's row, which has everything else
 * @param traceparent of the request that started it; null if no traces are collected
 */
public record SyncJob(long runId, @Nullable String traceparent) implements JobRequest {

  @Override
  public Class<SyncJobHandler> getJobRequestHandler() {
    return SyncJobHandler.class;
  }
}
