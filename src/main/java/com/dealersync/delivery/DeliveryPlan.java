package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.util.List;

/**
 * Whom a load goes to.
 *
 * @param groups one per distinct webhook and secret, in the order of their first dealer
 * @param withoutWebhook dealers that cannot be reached because they have no URL
 */
public record DeliveryPlan(List<WebhookGroup> groups, List<SnapshotDealer> withoutWebhook) {

  public DeliveryPlan {
    groups = List.copyOf(groups);
    withoutWebhook = List.copyOf(withoutWebhook);
  }

  /** Groups the whole snapshot of a load, whatever its dealers' states. */
  public static DeliveryPlan of(long loadId, List<SnapshotDealer> snapshot) {
    throw new UnsupportedOperationException();
  }
}
