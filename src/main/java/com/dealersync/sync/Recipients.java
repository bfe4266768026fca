package com.dealersync.sync;

import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.delivery.FanOut;
import com.dealersync.delivery.Webhooks;
import com.dealersync.delivery.WebhooksBuilder;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Decides which dealers a load is sent to, for a run and for its preview alike. */
@Component
class Recipients {

  private final DealerSnapshots dealers;
  private final FanOut fanOut;

  Recipients(DealerSnapshots dealers, FanOut fanOut) {
    this.dealers = dealers;
    this.fanOut = fanOut;
  }

  /** For a run that begins: every dealer that has not confirmed. */
  Found ofNewRun(Load load, DatabaseTime beginning) {
    return of(load, beginning, state -> state != DealerState.EXITOSO);
  }

  /** For a run that continues after a crash: every dealer for which the run has no result yet. */
  Found ofResumedRun(Load load, DatabaseTime beginning) {
    return of(
        load, beginning, state -> state == DealerState.PENDIENTE || state == DealerState.ENVIADO);
  }

  /** How many webhooks the whole snapshot has. */
  int distinct(Load load) {
    WebhooksBuilder snapshot = new WebhooksBuilder();
    dealers.forEach(load.id(), dealer -> snapshot.add(dealer, false));
    return snapshot.webhooks();
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
