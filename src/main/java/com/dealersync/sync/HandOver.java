package com.dealersync.sync;

import java.util.Optional;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.JobNotFoundException;
import org.jobrunr.storage.StorageProvider;
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
  private final StorageProvider jobs;
  private final JobServer jobServer;
  private final RunTraces traces;

  HandOver(
      JobRequestScheduler scheduler,
      RunRegistry registry,
      StorageProvider jobs,
      JobServer jobServer,
      RunTraces traces) {
    this.scheduler = scheduler;
    this.registry = registry;
    this.jobs = jobs;
    this.jobServer = jobServer;
    this.traces = traces;
  }

  /**
   * @throws HandOverException if the job could not be queued; the run is closed as {@code FAILED}
   */
  void handOver(SyncRun run, UUID jobId) {
    // JobRunr stores the logging context with the job and uses it for its own lines, too.
    try (var context = run.logContext()) {
      enqueue(run, jobId);
      log.atInfo()
          .addKeyValue("jobId", jobId)
          .log("📤 [BATCH_SYNC] Proceso entregado al ejecutor de trabajos");
    }
    jobServer.wake();
  }

  private void enqueue(SyncRun run, UUID jobId) {
    try {
      queue(run, jobId);
    } catch (RuntimeException e) {
      HandOverException failure = new HandOverException(run.id(), e);
      try {
        registry.abandon(run.id(), "El trabajo no pudo encolarse", failure.details());
      } catch (RuntimeException whileClosing) {
        failure.addSuppressed(whileClosing);
      }
      throw failure;
    }
  }

  /**
   * JobRunr recognises a job that exists already by the English text of an error, and an answer of
   * the database may be lost. So after a failure this looks in the database whether the job is
   * queued.
   */
  private void queue(SyncRun run, UUID jobId) {
    try {
      scheduler.enqueue(jobId, new SyncJob(run.id(), traces.current()));
    } catch (RuntimeException e) {
      if (!isQueued(jobId, e)) {
        throw e;
      }
      log.warn("The job {} is queued, whatever its enqueueing came to", jobId, e);
    }
  }

  private boolean isQueued(UUID jobId, RuntimeException failure) {
    try {
      return job(jobId).isPresent();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /** Whether a job of this run is queued, at work or waiting for its next try. */
  boolean willRun(SyncRun run) {
    return run.jobId().flatMap(this::job).filter(job -> !isOver(job)).isPresent();
  }

  /**
   * Queues the run's job again if there is none, or if it is over. Concurrent calls queue it once.
   *
   * @param jobId the run's
   * @return whether this call queued it
   */
  boolean again(SyncRun run, UUID jobId) {
    Optional<Job> before = job(jobId);
    try {
      if (before.isEmpty()) {
        queue(run, jobId);
      } else if (isOver(before.get())) {
        before.get().enqueue();
        jobs.save(before.get());
      } else {
        return false;
      }
    } catch (ConcurrentJobModificationException another) {
      return false;
    }
    jobServer.wake();
    return true;
  }

  private Optional<Job> job(UUID jobId) {
    try {
      return Optional.of(jobs.getJobById(jobId));
    } catch (JobNotFoundException e) {
      return Optional.empty();
    }
  }

  private static boolean isOver(Job job) {
    return switch (job.getState()) {
      case SUCCEEDED, FAILED, DELETED -> true;
      default -> false;
    };
  }
}
