package com.dealersync.sync;

import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.Pilot;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.catalog.RunResults;
import com.dealersync.catalog.RunResults.Reception;
import com.dealersync.delivery.Webhooks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Serves some dealers of a load before the others, and ends the run if most of them reject the
 * message. Until that is decided only those dealers have results in the run, so a new attempt finds
 * in the results how far the pilot was.
 */
@Component
class Piloting {

  private static final Logger log = LoggerFactory.getLogger(Piloting.class);

  private final ProcessTypes processTypes;
  private final RunResults results;
  private final Recipients recipients;
  private final Fence fence;
  private final RunClosing closing;

  Piloting(
      ProcessTypes processTypes,
      RunResults results,
      Recipients recipients,
      Fence fence,
      RunClosing closing) {
    this.processTypes = processTypes;
    this.results = results;
    this.recipients = recipients;
    this.fence = fence;
    this.closing = closing;
  }

  /** Who a new run of the load would serve first; null if there would be no pilot. */
  Webhooks.@Nullable Parts parts(Load load, Webhooks webhooks, DealerTally tally) {
    Webhooks.Parts parts = split(load, webhooks, tally);
    return parts != null && hasBoth(parts) ? parts : null;
  }

  /** Null if no pilot is wanted. */
  private Webhooks.@Nullable Parts split(Load load, Webhooks webhooks, DealerTally tally) {
    Pilot pilot = pilotOf(load);
    return pilot.isNone() || tally.confirmed() > 0
        ? null
        : recipients.parts(load, webhooks, pilot, 0);
  }

  /** If not, there is nobody to wait for, or nobody who would wait. */
  private static boolean hasBoth(Webhooks.Parts parts) {
    return parts.first().size() > 0 && parts.rest().size() > 0;
  }

  private Pilot pilotOf(Load load) {
    return processTypes.find(load.processType()).map(ProcessType::pilot).orElse(Pilot.NONE);
  }

  /**
   * Who is served first, decided in the caller's fenced transaction. Null if there is no pilot:
   * none is configured, it has passed, it would be everybody, or somebody has confirmed the load
   * already and so has shown that it can be received.
   *
   * @param webhooks those that the attempt sends to
   * @param first whether this is the first preparation of the run
   */
  Webhooks.@Nullable Parts parts(
      SyncRun run,
      Load load,
      Webhooks webhooks,
      boolean first,
      DealerTally tally,
      DatabaseTime now) {
    if (first) {
      Webhooks.Parts parts = split(load, webhooks, tally);
      if (parts != null && hasBoth(parts)) {
        run.pilot(PilotState.EN_CURSO, now);
        return parts;
      }
      if (parts != null && parts.rest().size() > 0) {
        log.warn("🧪 [BATCH_SYNC] Nadie del piloto está en la carga: se envía a todos a la vez");
      }
      return null;
    }
    return run.kind().pilot() == PilotState.EN_CURSO
        ? recipients.parts(load, webhooks, pilotOf(load), results.reception(run.id()).tried())
        : null;
  }

  /**
   * Decides, once the pilot is served, whether the others are. If not, the run has ended.
   *
   * @throws FencedOutException if the attempt lost its run; nothing was written
   */
  boolean mayServeTheOthers(Claim claim) {
    return fence.whileOwned(claim, this::decide);
  }

  private boolean decide(SyncRun run, DatabaseTime now) {
    if (run.ending().cancelRequested()) {
      closing.cancel(run, now);
      return false;
    }
    Reception reception = results.reception(run.id());
    if (!RunProtocol.pilotFails(reception.tried(), reception.rejected())) {
      run.pilot(PilotState.APROBADO, now);
      return true;
    }
    String reason =
        "Piloto rechazado: %d de los %d dealers del piloto no aceptaron el mensaje; a los demás no se les envió"
            .formatted(reception.rejected(), reception.tried());
    log.warn("🛑 [BATCH_SYNC] {}", reason);
    run.pilot(PilotState.RECHAZADO, now);
    closing.fail(run, reason, null, now);
    return false;
  }
}
