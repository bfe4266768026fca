package com.dealersync.sync;

import com.dealersync.sync.RoundPlan.Planned;
import java.util.Optional;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.JobNotFoundException;
import org.jobrunr.storage.StorageProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives planned rounds to the background job server. A job's id stands in the row of the run that
 * its round follows, so that giving it again does nothing. If a job is lost, or began before its
 * time, the watchdog gives it again.
 */
@Component
class RoundJobs {

  private static final Logger log = LoggerFactory.getLogger(RoundJobs.class);

  private final JobRequestScheduler scheduler;
  private final StorageProvider jobs;
  private final JobServer jobServer;

  RoundJobs(JobRequestScheduler scheduler, StorageProvider jobs, JobServer jobServer) {
    this.scheduler = scheduler;
    this.jobs = jobs;
    this.jobServer = jobServer;
  }

  /** Call it after the commit of the plan. It does nothing if none was made. */
  void schedule(SyncRun run) {
    Planned planned = run.planned();
    if (planned == null) {
      return;
    }
    try {
      scheduler.schedule(planned.jobId(), planned.at(), new RoundJob(run.id()));
    } catch (RuntimeException e) {
      log.warn(
          "⚠️ [RONDAS] La ronda después de la ejecución {} no se pudo programar; lo hará el"
              + " watchdog",
          run.id(),
          e);
    }
  }

  /**
   * Makes sure that the planned round has a job that will run.
   *
   * @return whether this call gave it one
   */
  boolean ensure(SyncRun run, Planned planned, DatabaseTime now) {
    Optional<Job> job = job(planned.jobId());
    return switch (RunProtocol.watchingRound(
        planned.isDue(now), job.isPresent(), job.isPresent() && isOver(job.get()))) {
      case LEAVE -> false;
      case SCHEDULE -> {
        scheduler.schedule(planned.jobId(), planned.at(), new RoundJob(run.id()));
        yield true;
      }
      case ENQUEUE -> enqueue(run, planned, job);
    };
  }

  private boolean enqueue(SyncRun run, Planned planned, Optional<Job> before) {
    try {
      if (before.isEmpty()) {
        scheduler.enqueue(planned.jobId(), new RoundJob(run.id()));
      } else {
        before.get().enqueue();
        jobs.save(before.get());
      }
    } catch (ConcurrentJobModificationException another) {
      return false;
    }
    jobServer.wake();
    return true;
  }

  /** Takes away the job of a round that was called off. A job that stays finds no plan. */
  void forget(UUID jobId) {
    try {
      job(jobId).filter(job -> job.hasState(StateName.SCHEDULED)).ifPresent(this::delete);
    } catch (RuntimeException e) {
      log.debug("The job {} of a round that was called off stays, and will do nothing", jobId, e);
    }
  }

  private void delete(Job job) {
    job.delete("The round was called off");
    jobs.save(job);
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
