package com.dealersync.sync;

import com.dealersync.catalog.DealerOutcome;
import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.catalog.RunResults;
import com.dealersync.catalog.Stamp;
import com.dealersync.delivery.Webhooks;
import com.dealersync.payload.PackedPayload;
import com.dealersync.payload.Payload;
import com.dealersync.payload.PayloadRenderer;
import com.dealersync.payload.SealedContent;
import com.dealersync.payload.SealedContents;
import com.dealersync.sync.LoadLookup.Replacement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Prepares a run to send, or ends it if it must not send. One fenced transaction seals the content
 * and prepares the dealers. The catalog is read before that transaction, because a large one takes
 * long, and the heartbeat needs the row that the fence locks.
 */
@Component
class Preparation {

  private static final Logger log = LoggerFactory.getLogger(Preparation.class);
  private static final int OMITTED_AT_ONCE = 500;
  private static final String GONE =
      "El contenido sellado de la carga ya se borró, y otro no se puede enviar en su lugar";

  private final ProcessTypes processTypes;
  private final LoadLookup loads;
  private final DealerSnapshots dealers;
  private final LoadProgress progress;
  private final RunResults results;
  private final Recipients recipients;
  private final Piloting piloting;
  private final ForeignConfirmations confirmations;
  private final PayloadRenderer renderer;
  private final SealedContents contents;
  private final ContentGuard guard;
  private final Fence fence;
  private final RunClosing closing;

  Preparation(
      ProcessTypes processTypes,
      LoadLookup loads,
      DealerSnapshots dealers,
      LoadProgress progress,
      RunResults results,
      Recipients recipients,
      Piloting piloting,
      ForeignConfirmations confirmations,
      PayloadRenderer renderer,
      SealedContents contents,
      ContentGuard guard,
      Fence fence,
      RunClosing closing) {
    this.processTypes = processTypes;
    this.loads = loads;
    this.dealers = dealers;
    this.progress = progress;
    this.results = results;
    this.recipients = recipients;
    this.piloting = piloting;
    this.confirmations = confirmations;
    this.renderer = renderer;
    this.contents = contents;
    this.guard = guard;
    this.fence = fence;
    this.closing = closing;
  }

  /**
   * What is to be done.
   *
   * @param pilot who is served first and who after that; null if there is no pilot, or it has
   *     passed
   * @param clock the database's, for as long as the attempt lasts
   */
  record Work(
      Load load,
      Payload payload,
      Recipients.Found recipients,
      Webhooks.@Nullable Parts pilot,
      DealerTally tally,
      boolean resend,
      InstantSource clock) {}

  /** The result of one fenced transaction. */
  private sealed interface Step {

    /** The catalog must be read first. Nothing was written. */
    record ContentWanted(Load load) implements Step {}

    /**
     * The run is prepared and committed.
     *
     * @param payload null if it must be read from the sealed content
     */
    record Ready(
        Load load,
        SealedContent content,
        @Nullable Payload payload,
        Recipients.Found recipients,
        Webhooks.@Nullable Parts pilot,
        DealerTally tally,
        boolean resend,
        InstantSource clock)
        implements Step {}

    /** The run has ended, and nothing was sent. */
    record Ended(String reason) implements Step {}
  }

  /** The catalog as it was just read. */
  private record Fresh(PackedPayload packed, List<String> findings) {}

  /**
   * Empty if the run has ended, because it must not send.
   *
   * @throws FencedOutException if the attempt lost its run; nothing was written
   */
  Optional<Work> of(Claim claim) {
    ProcessType type =
        processTypes
            .find(claim.processType())
            .orElseThrow(() -> new UnknownProcessTypeException(claim.processType()));
    return switch (decide(claim, type)) {
      case Step.Ended ended -> {
        log.warn("🛑 [BATCH_SYNC] {}", ended.reason());
        yield Optional.empty();
      }
      case Step.Ready ready -> Optional.of(work(ready));
      case Step.ContentWanted wanted -> throw new IllegalStateException("It was given " + wanted);
    };
  }

  private Step decide(Claim claim, ProcessType type) {
    Step first = fence.whileOwned(claim, (run, now) -> step(claim, run, null, now));
    if (first instanceof Step.ContentWanted(Load load)) {
      Fresh fresh = read(type, load);
      return fence.whileOwned(claim, (run, now) -> step(claim, run, fresh, now));
    }
    return first;
  }

  private Work work(Step.Ready ready) {
    Payload payload = ready.payload() == null ? contents.read(ready.content()) : ready.payload();
    return new Work(
        ready.load(),
        payload,
        ready.recipients(),
        ready.pilot(),
        ready.tally(),
        ready.resend(),
        ready.clock());
  }

  private Fresh read(ProcessType type, Load load) {
    Payload payload =
        RenderingException.unlessImpossible(
            type, () -> renderer.render(type, load, recipients.distinct(load)));
    return new Fresh(PackedPayload.of(payload), guard.findings(load, payload.records()));
  }

  private Step step(Claim claim, SyncRun run, @Nullable Fresh fresh, DatabaseTime now) {
    LoadLookup.Found found =
        loads
            .find(claim.processType(), claim.idCarga())
            .filter(it -> it.load().id() == claim.loadId())
            .orElseThrow(() -> new ImpossibleRunException("La carga ya no existe"));
    Load load = found.load();
    boolean first = !run.counts().arePrepared();
    Replacement replacement = found.replacement();
    if (replacement != null && !RunProtocol.mayPrepare(!first, true)) {
      return ended(run, replaced(replacement), now);
    }
    Optional<SealedContent> sealed = contents.find(load.id());
    if (run.isResend()) {
      return sealed
          .map(content -> kept(run, load, content, now))
          .orElseGet(() -> ended(run, GONE, now));
    }
    boolean sent = progress.wasSent(load.id());
    return switch (RunProtocol.sealing(!first, sealed.isPresent(), sent)) {
      case READ -> kept(run, load, sealed.orElseThrow(), now);
      case SEAL ->
          fresh == null ? new Step.ContentWanted(load) : fresh(run, load, fresh, sent, now);
    };
  }

  private Step kept(SyncRun run, Load load, SealedContent content, DatabaseTime now) {
    return content.isKept() ? ready(run, load, content, null, now) : ended(run, GONE, now);
  }

  private Step fresh(SyncRun run, Load load, Fresh fresh, boolean sent, DatabaseTime now) {
    if (!fresh.findings().isEmpty() && !run.kind().forced()) {
      return ended(run, GuardRefusals.reason(fresh.findings()), now);
    }
    SealedContent content = seal(run, load, fresh, sent, now);
    return ready(run, load, content, fresh.packed().payload(), now);
  }

  private Step ended(SyncRun run, String reason, DatabaseTime now) {
    closing.fail(run, reason, null, now);
    return new Step.Ended(reason);
  }

  private static String replaced(Replacement replacement) {
    return replacement.by() == null
        ? "Carga reemplazada por otra más reciente; no se envió nada"
        : "Carga reemplazada por '%s'; no se envió nada".formatted(replacement.by());
  }

  private SealedContent seal(SyncRun run, Load load, Fresh fresh, boolean sent, DatabaseTime now) {
    String warnings = fresh.findings().isEmpty() ? null : String.join("; ", fresh.findings());
    SealedContent content =
        contents.seal(
            load.id(), load.processType(), fresh.packed(), warnings, now.stamp(run.user()));
    if (warnings != null) {
      log.warn("⚠️ [CONTENIDO] {} dejó pasar: {}", run.user(), warnings);
    }
    if (sent) {
      log.warn(
          "⚠️ [CONTENIDO] La carga {} se envió en parte antes de que su contenido se sellara; desde"
              + " aquí se envía lo que hay ahora en el catálogo",
          load.idCarga());
    }
    log.info(
        "🔏 [CONTENIDO] Contenido de la carga {} sellado: {} registros, {} bytes, SHA-256 {}",
        load.idCarga(),
        content.records(),
        content.bytes(),
        content.sha256());
    return content;
  }

  private Step ready(
      SyncRun run, Load load, SealedContent content, @Nullable Payload payload, DatabaseTime now) {
    Stamp stamp = now.stamp(run.user());
    boolean first = !run.counts().arePrepared();
    confirmations.adopt(run, now);
    if (first) {
      reopen(run, load, stamp);
    }
    Recipients.Found found = recipients(run, load, now);
    omit(run, load, found.withoutWebhook(), stamp);
    int webhooks = found.webhooks().size();
    int omitted = found.withoutWebhook().length;
    if (first) {
      run.prepared(webhooks, omitted, found.webhooks().dealers() + omitted, now);
    } else {
      run.replanned(webhooks, omitted, now);
    }
    DealerTally tally = progress.tally(load.id());
    Webhooks.Parts parts =
        run.isResend() ? null : piloting.parts(run, load, found.webhooks(), first, tally, now);
    return new Step.Ready(
        load, content, payload, found, parts, tally, run.isResend(), now.goingOn());
  }

  private Recipients.Found recipients(SyncRun run, Load load, DatabaseTime now) {
    if (run.isResend()) {
      return recipients.ofResend(run.id(), load, now);
    }
    return run.counts().arePrepared() || run.kind().round() > 0
        ? recipients.ofResumedRun(load, now)
        : recipients.ofNewRun(load, now);
  }

  /** A round is for those only whose failure may have passed. */
  private void reopen(SyncRun run, Load load, Stamp stamp) {
    if (run.isResend()) {
      return;
    }
    if (run.kind().round() == 0) {
      dealers.reopen(load.id(), stamp);
    } else {
      dealers.reopenPassing(load.id(), stamp);
    }
  }

  /** Webhooks that are still open because their dealers' rows were corrected during the sending. */
  Webhooks left(Claim claim, Load load) {
    return fence.whileOwned(
        claim,
        (run, now) -> {
          if (!run.isResend() && progress.tally(load.id()).isSettled()) {
            return Webhooks.NONE;
          }
          Recipients.Found found = recipients(run, load, now);
          omit(run, load, found.withoutWebhook(), now.stamp(claim.user()));
          run.replanned(found.webhooks().size(), found.withoutWebhook().length, now);
          return found.webhooks();
        });
  }

  private void omit(SyncRun run, Load load, long[] withoutWebhook, Stamp stamp) {
    for (int from = 0; from < withoutWebhook.length; from += OMITTED_AT_ONCE) {
      int to = Math.min(from + OMITTED_AT_ONCE, withoutWebhook.length);
      List<Long> ids = LongStream.of(Arrays.copyOfRange(withoutWebhook, from, to)).boxed().toList();
      List<DealerOutcome> omitted =
          dealers.withIds(ids).stream()
              .<DealerOutcome>map(
                  dealer ->
                      new DealerOutcome.Failed(
                          dealer, 0, null, null, UnsentReason.NO_WEBHOOK.text(), false, false))
              .toList();
      dealers.settle(load.id(), 0, omitted, stamp);
      results.add(run.id(), omitted, stamp);
    }
  }
}
