package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.SECRET;
import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.deliver;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.PreviousSecret;
import com.dealersync.catalog.SnapshotDealer;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a message is for, in a head that every server takes. */
@Timeout(60)
class DealersHeaderTests {

  @ParameterizedTest
  @CsvSource({
    "1, ABC123, 1, 10, true",
    "600, ABC123, 1, 10, true",
    "1_000, ABC123, 1, 10, true",
    "1_500, ABC123, 1, 10, false",
    "100_000, ABC123, 1, 10, false",
    "80, ÑANDÚ ÁÉÍ, 1, 10, true",
    "300, ÑANDÚ ÁÉÍ, 1, 10, false",
    "950, ABC123, 11, 500, false",
    "600, ABC123, 11, 500, true",
    "20, '日本語日本語日本語日本語', 11, 900, true",
  })
  void theHeadStaysBelowEightKibibytes(
      String dealers, String bac, int secrets, int urlLength, boolean listed) throws Exception {
    int count = Integer.parseInt(dealers.replace("_", ""));
    try (Receiver receiver = Receiver.confirming()) {
      String url = receiver.url("/" + "p".repeat(urlLength));
      List<SnapshotDealer> all =
          IntStream.range(0, count)
              .mapToObj(i -> withPrevious(i, bac, url, i < secrets - 1 ? "previous-" + i : null))
              .toList();
      deliver(local(), DeliveryPlan.of(24, all, previous -> true).groups());

      assertThat(receiver.received())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.headBytes()).isLessThan(8 * 1024);
                assertThat(it.header("x-gm-dealers-total")).isEqualTo(Integer.toString(count));
                assertThat(it.header("webhook-signature").split(" "))
                    .hasSize(Math.min(secrets, count));
                assertThat(it.headers().containsKey("x-gm-dealers")).isEqualTo(listed);
                if (listed) {
                  assertThat(it.header("x-gm-dealers").split(",")).hasSize(count);
                }
              });
    }
  }

  @Test
  void aDealerWithoutABacFailsAlone() throws Exception {
    try (Receiver receiver = Receiver.confirming()) {
      String url = receiver.url("/");
      List<SnapshotDealer> all =
          List.of(
              dealer(1, url),
              nameless(2, null, url),
              nameless(3, " ", url),
              new SnapshotDealer(4, "B4", null, null, url, SECRET, null, DealerState.PENDIENTE),
              new SnapshotDealer(5, "B5", null, null, url, null, null, DealerState.PENDIENTE));
      Recording recording = deliver(local(), plan(24, all).groups());

      assertThat(receiver.received())
          .extracting(it -> it.header("x-gm-dealers"))
          .containsExactlyInAnyOrder("BAC1,B4", "B5");
      assertThat(recording.settlements()).hasSize(3);
      assertThat(recording.settlements())
          .filteredOn(Settlement.Failed.class::isInstance)
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.group().dealers())
                    .extracting(SnapshotDealer::id)
                    .containsExactly(2L, 3L);
                assertThat(it.attempts()).isEqualTo(1);
                assertThat(((Settlement.Failed) it).reason())
                    .isEqualTo(SnapshotReason.NO_BAC.text());
              });
      try (FanOut fanOut = Deliveries.fanOut(local())) {
        assertThat(fanOut.refusals(Deliveries.webhooks(plan(24, all).groups())))
            .extracting(Refusal::reason)
            .containsExactly(SnapshotReason.NO_BAC.text());
      }
    }
  }

  private static SnapshotDealer nameless(long id, String bac, String url) {
    return new SnapshotDealer(id, bac, "Dealer", null, url, SECRET, null, DealerState.PENDIENTE);
  }

  private static SnapshotDealer withPrevious(long id, String bac, String url, String previous) {
    return new SnapshotDealer(
        id,
        bac,
        null,
        null,
        url,
        SECRET,
        previous == null ? null : new PreviousSecret(previous, LocalDateTime.of(2026, 1, 1, 0, 0)),
        DealerState.PENDIENTE);
  }
}
