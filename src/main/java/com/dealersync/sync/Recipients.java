package com.dealersync.sync;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.delivery.DeliveryPlan;
import com.dealersync.delivery.WebhookGroup;
import java.util.List;

/**
 * Whom a load is sent to: one decision, for the run that sends and for the preview of it.
 *
 * @param groups the webhooks that get it
 * @param webhooks how many the whole snapshot has, whatever became of them
 * @param withoutWebhook dealers that nothing can be sent to
 */
record Recipients(List<WebhookGroup> groups, int webhooks, List<SnapshotDealer> withoutWebhook) {

  /** Of a run that begins. */
  static Recipients ofNewRun(DeliveryPlan plan) {
    return new Recipients(
        plan.groups().stream()
            .filter(
                group ->
                    group.dealers().stream()
                        .map(SnapshotDealer::state)
                        .anyMatch(Recipients::areInNewRun))
            .toList(),
        plan.groups().size(),
        plan.withoutWebhook());
  }

  /** Every dealer that has not confirmed is tried again by a run that begins. */
  static boolean areInNewRun(DealerState state) {
    return state != DealerState.EXITOSO;
  }

  /** What a run has settled before a crash stays settled. */
  static boolean areInResumedRun(DealerState state) {
    return state == DealerState.PENDIENTE || state == DealerState.ENVIADO;
  }

  /** How many dealers the webhooks that get it stand for. */
  int dealers() {
    return groups.stream().mapToInt(group -> group.dealers().size()).sum();
  }
}
