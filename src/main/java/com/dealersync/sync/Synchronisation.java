package com.dealersync.sync;

import com.dealersync.catalog.DealerOutcome;
import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.catalog.Stamp;
import com.dealersync.delivery.FanOut;
import com.dealersync.payload.Payload;
import com.dealersync.payload.PayloadRenderer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What a run does: makes the dealers ready, renders the payload, sends it, and sums up. */
@Component
class Synchronisation {

  private static final Logger log = LoggerFactory.getLogger(Synchronisation.class);
  private static final int OMITTED_AT_ONCE = 500;

  private final ProcessTypes processTypes;
  private final Loads loads;
  private final DealerSnapshots dealers;
  private final Recipients recipients;
  private final PayloadRenderer renderer;
  private final FanOut fanOut;
  private final Fence fence;
  private final RunClosing closing;
  private final RunMetrics metrics;

  Synchronisation(
      ProcessTypes processTypes,
      Loads loads,
      DealerSnapshots dealers,
      Recipients recipients,
      PayloadRenderer renderer,
      FanOut fanOut,
      Fence fence,
      RunClosing closing,
      RunMetrics metrics) {
    this.processTypes = processTypes;
    this.loads = loads;
    this.dealers = dealers;
    this.recipients = recipients;
    this.renderer = renderer;
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
      Work work = prepare(claim);
      log.info(
          "🚀 [BATCH_SYNC] Sincronización de {} a {} webhooks, intento {}",
          claim.idCarga(),
          work.recipients().webhooks().size(),
          claim.attempt());
      Payload payload = renderer.render(work.type(), work.load(), work.recipients().distinct());
      fanOut.deliver(
          payload,
          work.recipients().webhooks(),
          new RunRecorder(claim, heartbeat, fence, dealers, payload, work.tally(), metrics),
          work.clock());
      heartbeat.requireOwner();
      finish(claim);
    } catch (RuntimeException e) {
      if (isForAnotherAttempt(e)) {
        throw e;
      }
      fail(claim, e);
    }
  }

  /**
   * @param clock the database's, for as long as the attempt lasts
   */
  private record Work(
      ProcessType type,
      Load load,
      Recipients.Found recipients,
      DealerTally tally,
      InstantSource clock) {}

  private Work prepare(Claim claim) {
    ProcessType type =
        processTypes
            .find(claim.processType())
            .orElseThrow(() -> new ImpossibleRunException("El processType ya no está configurado"));
    return fence.whileOwned(
        claim,
        (run, now) -> {
          Load load =
              loads
                  .findById(claim.loadId())
                  .orElseThrow(() -> new ImpossibleRunException("La carga ya no existe"));
          Stamp stamp = now.stamp(claim.user());
          boolean first = !run.isPrepared();
          if (first) {
            dealers.reopen(load.id(), stamp);
          }
          Recipients.Found found =
              first ? recipients.ofNewRun(load, now) : recipients.ofResumedRun(load, now);
          if (first) {
            omit(load, found.withoutWebhook(), stamp);
            int omitted = found.withoutWebhook().length;
            run.prepared(
                found.webhooks().size(), omitted, found.webhooks().dealers() + omitted, now);
          }
          return new Work(type, load, found, dealers.tally(load.id()), now.goingOn());
        });
  }

  private void omit(Load load, long[] withoutWebhook, Stamp stamp) {
    for (int from = 0; from < withoutWebhook.length; from += OMITTED_AT_ONCE) {
      int to = Math.min(from + OMITTED_AT_ONCE, withoutWebhook.length);
      List<Long> ids = LongStream.of(Arrays.copyOfRange(withoutWebhook, from, to)).boxed().toList();
      dealers.settle(
          load.id(),
          0,
          dealers.withIds(ids).stream()
              .<DealerOutcome>map(
                  dealer ->
                      new DealerOutcome.Failed(
                          dealer, 0, null, null, "Omitido: no tiene URL de webhook"))
              .toList(),
          stamp);
    }
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
