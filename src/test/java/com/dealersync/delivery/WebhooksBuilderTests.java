package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.SnapshotDealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhooksBuilderTests {

  /** The plan keeps everything and compares it; the builder has only digests to go by. */
  @Test
  void groupsAsThePlanDoes() {
    Random random = new Random(3);
    List<SnapshotDealer> snapshot = new ArrayList<>();
    for (int id = 1; id <= 5_000; id++) {
      String host = (random.nextBoolean() ? "DMS" : "dms") + random.nextInt(900) + ".mx";
      String url = random.nextInt(50) == 0 ? " " : "https://" + host + "/" + random.nextInt(3);
      snapshot.add(dealer(id, url, random.nextInt(3) == 0 ? null : "null"));
    }
    DeliveryPlan plan = plan(24, snapshot);

    WebhooksBuilder builder = new WebhooksBuilder();
    snapshot.forEach(dealer -> builder.add(dealer, true));
    Webhooks webhooks = builder.open(ids -> plan(24, of(snapshot, ids)).groups());

    assertThat(builder.webhooks()).isEqualTo(webhooks.size()).isEqualTo(plan.groups().size());
    assertThat(read(webhooks)).isEqualTo(plan.groups());
    assertThat(builder.withoutWebhook())
        .containsExactly(plan.withoutWebhook().stream().mapToLong(SnapshotDealer::id).toArray());
    assertThat(webhooks.dealers()).isEqualTo(5_000 - plan.withoutWebhook().size());
  }

  @Test
  void aGroupIsWhoeverIsStillOpen() {
    List<SnapshotDealer> snapshot =
        List.of(
            dealer(1, "https://done.mx/"),
            dealer(2, "https://half.mx/"),
            dealer(3, "https://open.mx/"),
            dealer(4, "https://half.mx/"),
            dealer(5, " "));
    WebhooksBuilder builder = new WebhooksBuilder();
    builder.add(dealer(0, " "), false);
    snapshot.forEach(dealer -> builder.add(dealer, dealer.id() >= 3));
    Webhooks webhooks = builder.open(ids -> plan(24, of(snapshot, ids)).groups());

    assertThat(builder.webhooks()).isEqualTo(3);
    assertThat(builder.withoutWebhook()).containsExactly(5L);
    assertThat(webhooks.dealers()).isEqualTo(2);
    assertThat(read(webhooks))
        .extracting(group -> group.dealers().stream().map(SnapshotDealer::id).toList())
        .containsExactly(List.of(4L), List.of(3L));
  }

  private static List<SnapshotDealer> of(List<SnapshotDealer> snapshot, List<Long> ids) {
    return snapshot.stream().filter(dealer -> ids.contains(dealer.id())).toList();
  }

  private static List<WebhookGroup> read(Webhooks webhooks) {
    List<Delivery> deliveries =
        IntStream.range(0, webhooks.size())
            .mapToObj(webhook -> new Delivery(webhook, webhooks.origin(webhook)))
            .toList();
    webhooks.read(deliveries);
    return deliveries.stream().map(Delivery::group).toList();
  }
}
