package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

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
  void goesOnWithTheLargestGroupOfDealersThatWereCorrectedMeanwhile() {
    List<SnapshotDealer> now =
        List.of(
            dealer(1, "https://a.mx/", "new"),
            dealer(2, "https://a.mx/", "old"),
            dealer(3, "https://a.mx/", "old"),
            dealer(4, "https://a.mx/", "new"),
            dealer(5, "https://a.mx/", "old"),
            dealer(9, "https://z.mx/", "old"));
    Webhooks webhooks =
        webhooks(
            plan(
                List.of(
                    dealer(1, "https://a.mx/", "old"),
                    dealer(2, "https://a.mx/", "old"),
                    dealer(3, "https://a.mx/", "old"),
                    dealer(4, "https://a.mx/", "new"),
                    dealer(5, "https://a.mx/", "old"),
                    dealer(9, "https://z.mx/", "old"))),
            ids -> plan(now.stream().filter(dealer -> ids.contains(dealer.id())).toList()));
    Delivery changed = new Delivery(0, 0);
    Delivery joined = new Delivery(1, 0);
    Delivery other = new Delivery(2, 1);

    webhooks.read(List.of(changed, joined, other));

    assertThat(changed.group().dealers())
        .extracting(SnapshotDealer::id)
        .containsExactly(2L, 3L, 5L);
    assertThat(joined.group().dealers())
        .as("whose webhook got another dealer, which is that one's own to send to")
        .extracting(SnapshotDealer::id)
        .containsExactly(4L);
    assertThat(other.group().dealers()).extracting(SnapshotDealer::id).containsExactly(9L);
  }

  @Test
  void sendsToNobodyWhereNobodyIsOpenAnyMore() {
    Webhooks webhooks = webhooks(plan(SNAPSHOT), ids -> List.of());
    Delivery delivery = new Delivery(1, 1);

    webhooks.read(List.of(delivery));

    assertThat(delivery.group().dealers()).isEmpty();
    assertThat(delivery.group().target()).isInstanceOf(WebhookUrl.Unusable.class);
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
