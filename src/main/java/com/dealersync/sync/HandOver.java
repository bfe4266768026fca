package com.dealersync.sync;

import java.util.UUID;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives a committed run to the background job server. The job's id is chosen before and stands in
 * the run's row, so a second hand-over of the same run does nothing.
 */
@Component
class HandOver {

  private static final Logger log = LoggerFactory.getLogger(HandOver.class);

  private final JobRequestScheduler scheduler;
  private final RunRegistry registry;
  private final JobServerKick kick;

  HandOver(JobRequestScheduler scheduler, RunRegistry registry, JobServerKick kick) {
    this.scheduler = scheduler;
    this.registry = registry;
    this.kick = kick;
  }

  /**
   * @throws HandOverException if the job could not be queued; the run is closed as {@code FAILED}
   */
  void handOver(SyncRun run, UUID jobId) {
    try {
      scheduler.enqueue(jobId, new SyncJob(run.id()));
    } catch (RuntimeException e) {
      HandOverException failure = new HandOverException(run.id(), e);
      try {
        registry.abandon(run.id(), "El trabajo no pudo encolarse", failure.details());
      } catch (RuntimeException whileClosing) {
        failure.addSuppressed(whileClosing);
      }
      throw failure;
    }
    log.atInfo()
        .addKeyValue("runId", run.id())
        .addKeyValue("processType", run.processType())
        .addKeyValue("jobId", jobId)
        .log("📤 [BATCH_SYNC] Proceso entregado al ejecutor de trabajos");
    kick.soon();
  }
}
