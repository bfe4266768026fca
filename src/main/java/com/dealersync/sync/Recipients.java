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

/** Whom a load is sent to: one decision, for the run that sends and for the preview of it. */
@Component
class Recipients {

  private final DealerSnapshots dealers;
  private final FanOut fanOut;

  Recipients(DealerSnapshots dealers, FanOut fanOut) {
    this.dealers = dealers;
    this.fanOut = fanOut;
  }

  /** Every dealer that has not confirmed is tried again by a run that begins. */
  Found ofNewRun(Load load, DatabaseTime beginning) {
    return of(load, beginning, state -> state != DealerState.EXITOSO);
  }

  /** What a run has settled before a crash stays settled. */
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
   * What a snapshot comes to.
   *
   * @param webhooks those that get the load
   * @param distinct how many the whole snapshot has, whatever became of them
   * @param withoutWebhook the keys of open dealers that nothing can be sent to
   */
  record Found(Webhooks webhooks, int distinct, long[] withoutWebhook) {}
}
