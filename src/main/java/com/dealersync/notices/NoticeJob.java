package com.dealersync.notices;

import org.jobrunr.jobs.lambdas.JobRequest;

/**
 * One attempt to deliver a notice. Public because JobRunr creates it from its stored form.
 *
 * @param noticeId the notice's row, which has everything else
 * @param attempts made or begun before this one
 */
public record NoticeJob(long noticeId, int attempts) implements JobRequest {

  @Override
  public Class<NoticeJobHandler> getJobRequestHandler() {
    return NoticeJobHandler.class;
  }
}
