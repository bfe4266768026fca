package com.dealersync.sync;

import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.SentLoads;
import com.dealersync.delivery.FanOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What a run does: prepares, sends, and sums up. */
@Component
class Synchronisation {

  private static final Logger log = LoggerFactory.getLogger(Synchronisation.class);

  private final Preparation preparation;
  private final Loads loads;
  private final DealerSnapshots dealers;
  private final SentLoads sentLoads;
  private final FanOut fanOut;
  private final Fence fence;
  private final RunClosing closing;
  private final RunMetrics metrics;

  Synchronisation(
      Preparation preparation,
      Loads loads,
      DealerSnapshots dealers,
      SentLoads sentLoads,
      FanOut fanOut,
      Fence fence,
      RunClosing closing,
      RunMetrics metrics) {
    this.preparation = preparation;
    this.loads = loads;
    this.dealers = dealers;
    this.sentLoads = sentLoads;
    this.fanOut = fanOut;
    this.fence = fence;
    this.closing = closing;
    this.metrics = metrics;
  }

  /**
   * Blocks until the run has its final state.
   *
   * @throws FencedOutException if the attempt lost its run; nothing more was written
   * @throws HandBackException if this node is stopping; another one goes on
   * @throws RuntimeException if the infrastructure failed; the job must be tried again
   */
  void run(Claim claim, Heartbeat heartbeat) {
    try {
      preparation.of(claim).ifPresent(work -> send(claim, heartbeat, work));
    } catch (RuntimeException e) {
      if (isForAnotherAttempt(e)) {
        throw e;
      }
      fail(claim, e);
    }
  }

  private void send(Claim claim, Heartbeat heartbeat, Preparation.Work work) {
    log.info(
        "🚀 [BATCH_SYNC] Sincronización de {} a {} webhooks, intento {}",
        claim.idCarga(),
        work.recipients().webhooks().size(),
        claim.attempt());
    fanOut.deliver(
        work.payload(),
        work.recipients().webhooks(),
        new RunRecorder(claim, heartbeat, fence, dealers, sentLoads, work, metrics),
        work.clock());
    heartbeat.requireOwner();
    finish(claim);
  }

  /** Asking to cancel and ending wait for the same row: whoever was told so is right. */
  private void finish(Claim claim) {
    RunView ended =
        fence.whileOwned(
            claim,
            (run, now) -> {
              DealerTally result = dealers.tally(claim.loadId());
              loads
                  .findById(claim.loadId())
                  .ifPresent(load -> load.reached(result, now.stamp(claim.user())));
              if (run.isCancelRequested()) {
                closing.cancel(run, now);
              } else if (result.isSettled()) {
                closing.complete(run, result, now);
              } else {
                throw new IllegalStateException("Quedaron dealers sin resultado: " + result);
              }
              return run.view();
            });
    log.info(
        "🏁 [BATCH_SYNC] Sincronización terminada como {}: {} de {} dealers confirmados, {} fallidos",
        ended.status(),
        ended.dealers().confirmed(),
        ended.dealers().total(),
        ended.dealers().failed());
  }

  private void fail(Claim claim, RuntimeException cause) {
    log.error("❌ [BATCH_SYNC] La sincronización falló", cause);
    fence.whileOwned(
        claim,
        (run, now) -> {
          closing.fail(run, FailureReason.of(cause), StackTraces.of(cause), now);
          return run;
        });
  }

  /** Faults of the infrastructure pass; another attempt of the same run goes on from there. */
  private static boolean isForAnotherAttempt(RuntimeException e) {
    return switch (e) {
      case FencedOutException fenced -> true;
      case LeaseLapsedException lapsed -> true;
      case HandBackException stopping -> true;
      case TransactionException transaction -> true;
      case DataAccessResourceFailureException resource -> true;
      case NonTransientDataAccessException permanent -> false;
      case DataAccessException transientFault -> true;
      default -> Thread.currentThread().isInterrupted();
    };
  }
}
