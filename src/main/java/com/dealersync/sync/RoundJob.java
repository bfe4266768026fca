package com.dealersync.sync;

import org.jobrunr.jobs.lambdas.JobRequest;

/**
 * The background job that starts a round. Public because JobRunr creates it from its stored form.
 *
 * @param runId the run that the round follows; its row says what is planned
 */
public record RoundJob(long runId) implements JobRequest {

  @Override
  public Class<RoundJobHandler> getJobRequestHandler() {
    return RoundJobHandler.class;
  }
}
