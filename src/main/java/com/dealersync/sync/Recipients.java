package com.dealersync.sync;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.delivery.DeliveryPlan;
import com.dealersync.delivery.WebhookGroup;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whom a load is sent to: one decision, for the run that sends and for the preview of it.
 *
 * @param groups the webhooks that get it
 * @param webhooks how many the whole snapshot has, whatever became of them
 * @param withoutWebhook dealers that nothing can be sent to
 */
record Recipients(List<WebhookGroup> groups, int webhooks, List<SnapshotDealer> withoutWebhook) {

  /** Of a run that begins: every dealer that has not confirmed is tried again. */
  static Recipients ofNewRun(DeliveryPlan plan) {
    return of(plan, state -> state != DealerState.EXITOSO);
  }

  /** Of a run that goes on after a crash: what it has settled stays settled. */
  static Recipients ofResumedRun(DeliveryPlan plan) {
    return of(plan, state -> state == DealerState.PENDIENTE || state == DealerState.ENVIADO);
  }

  /** How many dealers the webhooks that get it stand for. */
  int dealers() {
    return groups.stream().mapToInt(group -> group.dealers().size()).sum();
  }

  private static Recipients of(DeliveryPlan plan, Predicate<DealerState> isOpen) {
    return new Recipients(
        plan.groups().stream()
            .filter(group -> group.dealers().stream().map(SnapshotDealer::state).anyMatch(isOpen))
            .toList(),
        plan.groups().size(),
        plan.withoutWebhook());
  }
}
