package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What dealers have answered is recorded, whatever happens to the rest. One send at a time. */
@Timeout(60)
class AnswersFirstTests {

  private static final DeliveryProperties ONE_AT_A_TIME =
      local("parallelism", "1", "per-origin", "1");
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void alsoWhenTheNextOnesCannotBeRead() throws Exception {
    try (Receiver dealer = Receiver.confirming();
        FanOut fanOut = fanOut(ONE_AT_A_TIME)) {
      List<WebhookGroup> groups = groups(urls(dealer, 60));
      Recording recording = new Recording();
      AtomicInteger readings = new AtomicInteger();
      Webhooks webhooks =
          webhooks(
              groups,
              ids -> {
                if (readings.incrementAndGet() > 1) {
                  await()
                      .atMost(SOON)
                      .until(() -> dealer.received().size() == recording.announced().size());
                  throw new IllegalStateException("cannot be read");
                }
                return groups.stream()
                    .filter(group -> ids.contains(group.dealers().getFirst().id()))
                    .toList();
              });

      assertThatThrownBy(() -> fanOut.deliver(PAYLOAD, webhooks, recording, Instant::now))
          .hasMessage("cannot be read");

      int answered = recording.announced().size();
      assertThat(answered).isGreaterThan(4).isLessThan(60);
      assertThat(recording.settlements())
          .as("all but perhaps the one in flight")
          .hasSizeGreaterThanOrEqualTo(answered - 1);
    }
  }

  @Test
  void alsoWhenOneOfThemIsRefusedAndTheOthersAreTakenBack() throws Exception {
    try (Receiver dealer = Receiver.confirming();
        FanOut fanOut = fanOut(ONE_AT_A_TIME)) {
      List<WebhookGroup> groups = groups(urls(dealer, 60));
      Recording recording =
          new Recording() {
            @Override
            void settled(List<Settlement> arrived) {
              if (byWebhookId().isEmpty()) {
                super.settled(arrived);
                throw new IllegalStateException("refused");
              }
              super.settled(arrived);
            }
          };

      assertThatThrownBy(() -> fanOut.deliver(PAYLOAD, webhooks(groups), recording, Instant::now))
          .hasMessage("refused");

      assertThat(recording.settlements())
          .as("all but perhaps the one in flight")
          .hasSizeBetween(dealer.received().size() - 1, dealer.received().size());
      assertThat(recording.withdrawn().size() + dealer.received().size())
          .as("nothing had left for the others, but perhaps for one that was just begun")
          .isBetween(recording.announced().size() - 1, recording.announced().size());
      assertThat(recording.withdrawn()).isNotEmpty();
    }
  }

  @Test
  void alsoWhenTheDispatcherDies() throws Exception {
    int webhooks = 6;
    CountDownLatch dead = new CountDownLatch(1);
    try (Receiver dealer = Receiver.confirming();
        FanOut fanOut = fanOut(ONE_AT_A_TIME)) {
      Recording recording =
          new Recording() {
            @Override
            public boolean mayContinue() {
              if (dealer.received().size() == webhooks - 1) {
                dead.countDown();
                throw new OutOfMemoryError("Java heap space");
              }
              return super.mayContinue();
            }

            @Override
            void settled(List<Settlement> arrived) {
              awaitDeath(dead);
              super.settled(arrived);
            }
          };

      assertThatThrownBy(
              () ->
                  fanOut.deliver(
                      PAYLOAD, webhooks(groups(urls(dealer, webhooks))), recording, Instant::now))
          .hasRootCauseInstanceOf(OutOfMemoryError.class);

      assertThat(recording.settlements())
          .as("all but perhaps the one in flight")
          .hasSizeGreaterThanOrEqualTo(webhooks - 2);
    }
  }

  private static void awaitDeath(CountDownLatch dead) {
    try {
      assertThat(dead.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] urls(Receiver dealer, int count) {
    return IntStream.range(0, count).mapToObj(i -> dealer.url("/" + i)).toArray(String[]::new);
  }
}
