package com.dealersync.sync;

import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.Pilot;
import com.dealersync.catalog.RunRecipients;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.delivery.FanOut;
import com.dealersync.delivery.Webhooks;
import com.dealersync.delivery.WebhooksBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Decides which dealers a load is sent to, for a run and for its preview alike. */
@Component
class Recipients {

  private final DealerSnapshots dealers;
  private final RunRecipients named;
  private final FanOut fanOut;

  Recipients(DealerSnapshots dealers, RunRecipients named, FanOut fanOut) {
    this.dealers = dealers;
    this.named = named;
    this.fanOut = fanOut;
  }

  /** For a run that begins: every dealer that has not confirmed. */
  Found ofNewRun(Load load, DatabaseTime beginning) {
    return of(load, beginning, state -> state != DealerState.EXITOSO);
  }

  /**
   * For a round, and for a run that continues after a crash: every dealer that is reopened and has
   * no result yet.
   */
  Found ofResumedRun(Load load, DatabaseTime beginning) {
    return of(
        load, beginning, state -> state == DealerState.PENDIENTE || state == DealerState.ENVIADO);
  }

  /** For a run that is for some dealers only: those of them without a result in it. */
  Found ofResend(long runId, Load load, DatabaseTime beginning) {
    WebhooksBuilder snapshot = new WebhooksBuilder();
    namedOpen(runId, named.open(runId)).forEach(dealer -> snapshot.add(dealer, true));
    Webhooks webhooks =
        snapshot.open(
            ids ->
                fanOut
                    .planAgain(
                        load.id(), "reenvio " + runId, namedOpen(runId, ids), beginning.zoned())
                    .groups());
    return new Found(webhooks, snapshot.webhooks(), snapshot.withoutWebhook());
  }

  private List<SnapshotDealer> namedOpen(long runId, List<Long> ids) {
    Set<Long> open = new HashSet<>(named.open(runId));
    return dealers.withIds(ids).stream().filter(dealer -> open.contains(dealer.id())).toList();
  }

  /** How many webhooks the whole snapshot has. */
  int distinct(Load load) {
    WebhooksBuilder snapshot = new WebhooksBuilder();
    dealers.forEach(load.id(), dealer -> snapshot.add(dealer, false));
    return snapshot.webhooks();
  }

  /**
   * The pilot and the others.
   *
   * @param tried how many dealers of the pilot have their result already
   */
  Webhooks.Parts parts(Load load, Webhooks webhooks, Pilot pilot, int tried) {
    if (pilot.bacs().isEmpty()) {
      return webhooks.splitAfter(Math.max(0, pilot.dealers() - tried));
    }
    Set<Long> named = new HashSet<>();
    dealers.forEach(
        load.id(),
        dealer -> {
          if (dealer.bac() != null && pilot.bacs().contains(dealer.bac())) {
            named.add(dealer.id());
          }
        });
    return webhooks.splitBy(named::contains);
  }

  private Found of(Load load, DatabaseTime beginning, Predicate<DealerState> isOpen) {
    WebhooksBuilder snapshot = new WebhooksBuilder();
    dealers.forEach(load.id(), dealer -> snapshot.add(dealer, isOpen.test(dealer.state())));
    Webhooks webhooks =
        snapshot.open(ids -> fanOut.plan(load.id(), open(ids), beginning.zoned()).groups());
    return new Found(webhooks, snapshot.webhooks(), snapshot.withoutWebhook());
  }

  /** Somebody else may have confirmed for a dealer since the snapshot was read. */
  private List<SnapshotDealer> open(List<Long> ids) {
    return dealers.withIds(ids).stream()
        .filter(dealer -> dealer.state() != DealerState.EXITOSO)
        .toList();
  }

  /**
   * Which webhooks of a snapshot get the load.
   *
   * @param webhooks those that get the load
   * @param distinct how many the whole snapshot has, with or without a result
   * @param withoutWebhook the keys of open dealers without a webhook
   */
  record Found(Webhooks webhooks, int distinct, long[] withoutWebhook) {}
}
