package com.dealersync.sync;

import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.catalog.RunRecipients;
import com.dealersync.catalog.RunResults;
import com.dealersync.catalog.SentLoads;
import com.dealersync.catalog.Stamp;
import com.dealersync.database.Fault;
import com.dealersync.delivery.FanOut;
import com.dealersync.delivery.Webhooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What a run does: it prepares, sends, and writes the final state. */
@Component
class Synchronisation {

  private static final Logger log = LoggerFactory.getLogger(Synchronisation.class);

  /** Dealers' rows may be corrected many times, but a run must end. */
  private static final int MOST_PASSES = 3;

  private final Preparation preparation;
  private final Piloting piloting;
  private final DealerSnapshots dealers;
  private final LoadProgress progress;
  private final RunResults results;
  private final RunRecipients recipients;
  private final AttemptTrail trail;
  private final SentLoads sentLoads;
  private final FanOut fanOut;
  private final Fence fence;
  private final ForeignConfirmations confirmations;
  private final RunClosing closing;
  private final RoundJobs roundJobs;
  private final RunMetrics metrics;
  private final RunActivities activities;

  Synchronisation(
      Preparation preparation,
      Piloting piloting,
      DealerSnapshots dealers,
      LoadProgress progress,
      RunResults results,
      RunRecipients recipients,
      AttemptTrail trail,
      SentLoads sentLoads,
      FanOut fanOut,
      Fence fence,
      ForeignConfirmations confirmations,
      RunClosing closing,
      RoundJobs roundJobs,
      RunMetrics metrics,
      RunActivities activities) {
    this.preparation = preparation;
    this.piloting = piloting;
    this.dealers = dealers;
    this.progress = progress;
    this.results = results;
    this.recipients = recipients;
    this.trail = trail;
    this.sentLoads = sentLoads;
    this.fanOut = fanOut;
    this.fence = fence;
    this.confirmations = confirmations;
    this.closing = closing;
    this.roundJobs = roundJobs;
    this.metrics = metrics;
    this.activities = activities;
  }

  /**
   * Blocks until the run has its final state.
   *
   * @throws FencedOutException if the attempt lost its run; nothing more was written
   * @throws HandBackException if this node is stopping; another one continues
   * @throws RuntimeException if it failed for a reason that may pass; the job must be tried again
   */
  void run(Claim claim, Heartbeat heartbeat) {
    ActivityReport report = activities.begin(claim, heartbeat);
    try {
      preparation.of(claim).ifPresent(work -> send(claim, heartbeat, work, report));
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted() || Fault.of(e) != Fault.PERMANENT) {
        throw e;
      }
      fail(claim, e);
    }
  }

  private void send(
      Claim claim, Heartbeat heartbeat, Preparation.Work work, ActivityReport report) {
    log.info(
        "🚀 [BATCH_SYNC] Sincronización de {} a {} webhooks, intento {}",
        claim.idCarga(),
        work.recipients().webhooks().size(),
        claim.attempt());
    // Before the first send, and not only when the next look is due.
    heartbeat.look();
    RunRecorder recorder =
        new RunRecorder(
            claim,
            heartbeat,
            fence,
            dealers,
            progress,
            results,
            recipients,
            confirmations,
            trail,
            sentLoads,
            work,
            metrics,
            report);
    if (work.pilot() == null) {
      fanOut.deliver(work.payload(), work.recipients().webhooks(), recorder, work.clock());
    } else if (!sendWithPilot(claim, heartbeat, work, work.pilot(), recorder)) {
      return;
    }
    for (int pass = 0; pass < MOST_PASSES && heartbeat.mayContinue(); pass++) {
      Webhooks left = preparation.left(claim, work.load());
      if (left.size() == 0) {
        break;
      }
      fanOut.deliver(work.payload(), left, recorder, work.clock());
    }
    heartbeat.requireOwner();
    finish(claim);
  }

  /** False if the run has ended, because its pilot failed or it was cancelled meanwhile. */
  private boolean sendWithPilot(
      Claim claim,
      Heartbeat heartbeat,
      Preparation.Work work,
      Webhooks.Parts parts,
      RunRecorder recorder) {
    log.info("🧪 [BATCH_SYNC] Piloto: primero {} webhooks", parts.first().size());
    fanOut.deliver(work.payload(), parts.first(), recorder, work.clock());
    heartbeat.requireOwner();
    if (!piloting.mayServeTheOthers(claim)) {
      return false;
    }
    fanOut.deliver(work.payload(), parts.rest(), recorder, work.clock());
    return true;
  }

  /** Cancelling and finishing lock the same row; whichever commits first wins. */
  private void finish(Claim claim) {
    SyncRun run =
        fence.whileOwned(
            claim,
            (owned, now) -> {
              confirmations.adopt(owned, now);
              DealerTally result = progress.tally(claim.loadId());
              Stamp stamp = now.stamp(claim.user());
              if (!progress.reached(claim.loadId(), owned.load().status(), result, stamp)) {
                log.warn(
                    "⚠️ [BATCH_SYNC] Otra aplicación cambió COCP_ESTATUS de {} durante la"
                        + " ejecución; se conserva",
                    claim.idCarga());
              }
              if (owned.ending().cancelRequested()) {
                closing.cancel(owned, now);
              } else if (isSettled(owned, result)) {
                closing.complete(owned, owned.isResend() ? owned.counts().tally() : result, now);
              } else {
                throw new IllegalStateException("Quedaron dealers sin resultado: " + result);
              }
              return owned;
            });
    roundJobs.schedule(run);
    RunView ended = RunView.of(run);
    log.info(
        "🏁 [BATCH_SYNC] Sincronización terminada como {}: {} de {} dealers confirmados, {}"
            + " fallidos, {} no enviados",
        ended.status(),
        ended.dealers().confirmed(),
        ended.dealers().total(),
        ended.dealers().failed(),
        ended.dealers().notSent());
  }

  private boolean isSettled(SyncRun run, DealerTally load) {
    return run.isResend() ? recipients.open(run.id()).isEmpty() : load.isSettled();
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
}
