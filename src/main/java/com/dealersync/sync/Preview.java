package com.dealersync.sync;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.delivery.FanOut;
import com.dealersync.delivery.Refusal;
import com.dealersync.delivery.Webhooks;
import com.dealersync.payload.Payload;
import com.dealersync.payload.PayloadRenderer;
import com.dealersync.payload.SealedContent;
import com.dealersync.payload.SealedContents;
import com.dealersync.sync.PreviewResult.Busy;
import com.dealersync.sync.PreviewResult.Previewed;
import com.dealersync.sync.PreviewResult.RefusedWebhook;
import com.dealersync.sync.RunProtocol.Sealing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Shows what a run would send, with the decisions and the renderer of a run, without sending,
 * locking or changing anything. Thread-safe, but a node makes one preview at a time, because each
 * holds a whole payload in memory beside those of the runs, and looks up every host.
 */
@Component
public class Preview {

  private static final int SHOWN_RECORDS = 10;

  private final LoadChecks checks;
  private final Recipients recipients;
  private final DatabaseClock clock;
  private final LoadProgress progress;
  private final PayloadRenderer renderer;
  private final SealedContents contents;
  private final ContentGuard guard;
  private final Piloting piloting;
  private final FanOut fanOut;
  private final Turn turn = new Turn();

  Preview(
      LoadChecks checks,
      Recipients recipients,
      DatabaseClock clock,
      LoadProgress progress,
      PayloadRenderer renderer,
      SealedContents contents,
      ContentGuard guard,
      Piloting piloting,
      FanOut fanOut) {
    this.checks = checks;
    this.recipients = recipients;
    this.clock = clock;
    this.progress = progress;
    this.renderer = renderer;
    this.contents = contents;
    this.guard = guard;
    this.piloting = piloting;
    this.fanOut = fanOut;
  }

  /**
   * What a new run of that load would send.
   *
   * @throws RenderingException if there is no payload to show
   */
  public PreviewResult of(String processType, String idCarga) {
    return switch (checks.check(processType, idCarga)) {
      case LoadRefusal refusal -> refusal;
      case LoadChecks.Passed passed ->
          turn.<PreviewResult>take(() -> previewed(passed.type(), passed.load(), passed.pause()))
              .orElseGet(() -> new Busy(Turn.RETRY));
    };
  }

  private Previewed previewed(ProcessType type, Load load, @Nullable Pause pause) {
    Recipients.Found found = recipients.ofNewRun(load, clock.now());
    List<RefusedWebhook> refused = refused(found.webhooks());
    Optional<SealedContent> sealed = contents.find(load.id());
    Sealing sealing = RunProtocol.sealing(false, sealed.isPresent(), progress.wasSent(load.id()));
    Payload payload =
        switch (sealing) {
          case READ -> contents.read(sealed.orElseThrow());
          case SEAL -> render(type, load, found.distinct());
        };
    return new Previewed(
        found.webhooks().size(),
        found.webhooks().dealers(),
        found.withoutWebhook().length,
        payload.records(),
        payload.bytes().length,
        payload.sha256(),
        payload.firstRecords(SHOWN_RECORDS),
        refused,
        sealing == Sealing.READ ? List.of() : guard.findings(load, payload.records()),
        pilot(load, found.webhooks()),
        pause);
  }

  private PreviewResult.@Nullable Pilot pilot(Load load, Webhooks webhooks) {
    Webhooks.Parts parts = piloting.parts(load, webhooks, progress.tally(load.id()));
    return parts == null
        ? null
        : new PreviewResult.Pilot(parts.first().size(), parts.first().dealers());
  }

  private Payload render(ProcessType type, Load load, int webhooks) {
    return RenderingException.unlessImpossible(type, () -> renderer.render(type, load, webhooks));
  }

  private List<RefusedWebhook> refused(Webhooks webhooks) {
    return fanOut.refusals(webhooks).stream()
        .sorted(Comparator.comparingLong(refusal -> refusal.group().dealers().getFirst().id()))
        .map(Preview::refused)
        .toList();
  }

  private static RefusedWebhook refused(Refusal refusal) {
    return new RefusedWebhook(
        refusal.shownUrl(),
        refusal.reason(),
        refusal.group().dealers().stream().map(Preview::shownBac).toList());
  }

  private static String shownBac(SnapshotDealer dealer) {
    String bac = dealer.bac();
    return bac == null ? "" : bac;
  }
}
