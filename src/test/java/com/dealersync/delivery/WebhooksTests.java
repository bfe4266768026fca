package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dealersync.catalog.SnapshotDealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WebhooksTests {
  private static final List<SnapshotDealer> SNAPSHOT =
      List.of(
          dealer(1, "https://a.mx/x"),
          dealer(2, "https://b.mx/"),
          dealer(3, "https://a.mx/y"),
          dealer(4, "https://b.mx/"));

  @Test
  void readsTheDealersOfThoseItIsAskedForAndNoOthers() {
    List<List<Long>> read = new ArrayList<>();
    Webhooks webhooks =
        webhooks(
            Deliveries.plan(24, SNAPSHOT).groups(),
            ids -> {
              read.add(ids);
              return plan(SNAPSHOT.stream().filter(dealer -> ids.contains(dealer.id())).toList());
            });
    Delivery second = new Delivery(1, webhooks.origin(1));
    Delivery third = new Delivery(2, webhooks.origin(2));
    webhooks.read(List.of(third, second));

    assertThat(webhooks.size()).isEqualTo(3);
    assertThat(read).singleElement().asList().containsExactlyInAnyOrder(2L, 3L, 4L);
    assertThat(second.group()).isEqualTo(plan(SNAPSHOT).get(1));
    assertThat(third.group()).isEqualTo(plan(SNAPSHOT).get(2));
  }

  @Test
  void numbersOriginsSoThatEqualOnesShareTheirNumber() {
    Webhooks webhooks = webhooks(plan(SNAPSHOT), ids -> List.of());

    assertThat(webhooks.origin(0)).isEqualTo(webhooks.origin(2)).isNotEqualTo(webhooks.origin(1));
  }

  @Test
  void refusesAGroupThatIsNotTheOneItPlanned() {
    Webhooks webhooks =
        webhooks(plan(SNAPSHOT), ids -> groups("https://elsewhere.mx/", "https://b.mx/"));

    assertThatThrownBy(() -> webhooks.read(List.of(new Delivery(1, 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cambiaron");
  }

  @Test
  void readsNothingForNobody() {
    webhooks(
            plan(SNAPSHOT),
            ids -> {
              throw new AssertionError("A query for nothing");
            })
        .read(List.of());
  }

  @Test
  void showsEachGroupOnceAndReadsTheDealersOfSomeAtATime() {
    List<SnapshotDealer> snapshot =
        LongStream.rangeClosed(1, 1_200)
            .mapToObj(id -> dealer(id, "https://d%d.mx/".formatted(id % 1_100)))
            .toList();
    List<Integer> read = new ArrayList<>();
    Webhooks webhooks =
        webhooks(
            plan(snapshot),
            ids -> {
              read.add(ids.size());
              Set<Long> wanted = Set.copyOf(ids);
              return plan(snapshot.stream().filter(it -> wanted.contains(it.id())).toList());
            });
    List<WebhookGroup> shown = new ArrayList<>();
    webhooks.forEach(shown::add);

    assertThat(shown).isEqualTo(plan(snapshot));
    assertThat(read).containsExactly(600, 500, 100);
  }

  private static List<WebhookGroup> plan(List<SnapshotDealer> dealers) {
    return Deliveries.plan(24, dealers).groups();
  }
}
