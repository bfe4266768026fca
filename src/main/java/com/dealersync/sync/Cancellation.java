package com.dealersync.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.dealersync.audit.Caller;
import com.dealersync.lock.DistributedLock;
import com.dealersync.logs.LogContext;
import com.dealersync.sync.RunProtocol.Cancelling;
import com.dealersync.sync.RunRegistry.CancelRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Cancels runs on any node. A mark in the run's row asks the attempt at work to stop, so that it
 * can still record the answers to what it has sent. If the attempt does not end the run in time,
 * because it hangs or its node is dead, the run is ended here, and the fence keeps the attempt from
 * writing.
 */
@Component
public class Cancellation {

  private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

  /**
   * Enough for an attempt to see the mark, to record the answers to what it has sent, and to end
   * the run.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("cancellation").start(task);

  private final RunRegistry registry;
  private final DistributedLock lock;

  Cancellation(RunRegistry registry, DistributedLock lock) {
    this.registry = registry;
    this.lock = lock;
  }

  /** Returns at once; the run ends within 10 s. Asking again changes nothing. */
  public CancelResult cancel(long runId, Caller caller) {
    return registry
        .requestCancel(runId, caller)
        .map(this::result)
        .orElseGet(CancelResult.UnknownRun::new);
  }

  private CancelResult result(CancelRequest request) {
    try (var context = request.run().logContext()) {
      return request.roundsCalledOff()
          ? new CancelResult.RoundsCalledOff(RunView.of(request.run()))
          : result(request.run(), request.decision());
    }
  }

  private CancelResult result(SyncRun run, Cancelling decision) {
    return switch (decision) {
      case TOO_LATE -> new CancelResult.AlreadyEnded(RunView.of(run));
      case END -> {
        releaseLock(run);
        yield new CancelResult.Cancelling(RunView.of(run));
      }
      case ASK -> {
        seeThrough(run.id());
        yield new CancelResult.Cancelling(RunView.of(run));
      }
    };
  }

  /** Ends a run that was asked to stop, if its attempt has not ended it. */
  void seeThrough(long runId) {
    CompletableFuture.delayedExecutor(PATIENCE.toMillis(), MILLISECONDS, THREADS)
        .execute(LogContext.inherited(() -> end(runId)));
  }

  private void end(long runId) {
    try {
      registry.endIfCancelled(runId).ifPresent(this::releaseLock);
    } catch (RuntimeException e) {
      log.warn(
          "⚠️ [BATCH_SYNC] La ejecución {} no se pudo cancelar; lo hará el watchdog", runId, e);
    }
  }

  private void releaseLock(SyncRun run) {
    run.lease().token().ifPresent(token -> lock.release(run.processType(), token));
  }
}
