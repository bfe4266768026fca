package com.dealersync.sync;

import com.dealersync.lock.DistributedLock;
import com.dealersync.logs.LogContext;
import com.dealersync.sync.RunRegistry.Claiming;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Executes a run: claims it, keeps its lock and heartbeat while it works, and ends both. After a
 * crash the same job may start again, here or on another node, and continues where the run was. It
 * is public because JobRunr finds it by its class.
 */
@Component
public class SyncJobHandler implements JobRequestHandler<SyncJob> {

  private static final Logger log = LoggerFactory.getLogger(SyncJobHandler.class);

  private final RunRegistry registry;
  private final DistributedLock lock;
  private final Heartbeats heartbeats;
  private final Synchronisation synchronisation;
  private final AttemptFailures failures;
  private final RunTraces traces;

  SyncJobHandler(
      RunRegistry registry,
      DistributedLock lock,
      Heartbeats heartbeats,
      Synchronisation synchronisation,
      AttemptFailures failures,
      RunTraces traces) {
    this.registry = registry;
    this.lock = lock;
    this.heartbeats = heartbeats;
    this.synchronisation = synchronisation;
    this.failures = failures;
    this.traces = traces;
  }

  @Override
  public void run(SyncJob job) {
    long before = System.nanoTime();
    switch (registry.claim(job.runId())) {
      case Claiming.Claimed claimed -> {
        try (var context =
            LogContext.ofRun(claimed.correlationId(), job.runId(), claimed.claim().processType())) {
          traces.trace(claimed.claim(), job.traceparent(), () -> work(claimed.claim(), before));
        }
      }
      case Claiming.Ended(SyncRun run) -> {
        try (var context = run.logContext()) {
          log.info("Run {} has ended as {}; nothing to do", run.id(), run.status());
          run.lease().token().ifPresent(token -> lock.release(run.processType(), token));
        }
      }
      case Claiming.Unknown unknown -> log.warn("Run {} does not exist", job.runId());
    }
  }

  /**
   * The final state is committed before the heartbeat stops, and the lock is released after both.
   */
  private void work(Claim claim, long claimedAt) {
    try (Heartbeat heartbeat = heartbeats.start(claim, claimedAt)) {
      synchronisation.run(claim, heartbeat);
    } catch (FencedOutException e) {
      log.warn("🛑 [BATCH_SYNC] {}; se detiene sin escribir nada más", e.getMessage());
    } catch (HandBackException e) {
      log.info("🤝 [BATCH_SYNC] {}", e.getMessage());
      failures.note(e);
      throw e;
    } catch (Throwable e) {
      throw failed(claim, e);
    } finally {
      lock.release(claim.processType(), claim.token());
    }
  }

  /**
   * Handles an {@link Error}, too: the row says what it was, and a bounded number of attempts
   * follow.
   */
  private RuntimeException failed(Claim claim, Throwable cause) {
    // Clear the interrupt, because a job server that stops still has to store the end of this job.
    if (Thread.interrupted()) {
      HandBackException handBack = new HandBackException(claim, cause);
      failures.note(handBack);
      return handBack;
    }
    log.warn("⚠️ [BATCH_SYNC] El intento {} falló", claim.attempt(), cause);
    AttemptFailedException failure = AttemptFailedException.of(claim, cause);
    failures.note(failure);
    return failure;
  }
}
