package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutboxTests {
  private final Outbox outbox = new Outbox();

  @Test
  void letsResultsWaitForOthersButNotForLong() throws Exception {
    var taken = take();
    long before = System.nanoTime();
    outbox.settle(results(1));
    outbox.settle(results(2));

    assertThat(taken.get().settlements()).hasSize(3);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(40));
  }

  @Test
  void takesResultsAlongWithAnAnnouncementWithoutWaiting() throws Exception {
    outbox.settle(results(3));
    outbox.announce(List.of(new Delivery(0, 0)));

    Outbox.Batch batch = outbox.take();
    assertThat(batch.announcements()).hasSize(1);
    assertThat(batch.settlements()).hasSize(3);
  }

  @Test
  void keepsWhatGoesBeyondALargeBatchForTheNext() throws Exception {
    outbox.settle(results(700));
    outbox.close();

    assertThat(outbox.take().settlements()).hasSize(500);
    assertThat(outbox.take().settlements()).hasSize(200);
    assertThat(outbox.take()).isNull();
  }

  private CompletableFuture<Outbox.Batch> take() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return outbox.take();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static List<Settlement> results(int count) {
    WebhookGroup group = Deliveries.groups("https://a.mx/").getFirst();
    return IntStream.range(0, count)
        .<Settlement>mapToObj(i -> new Settlement.Confirmed(group, 1, 200, Duration.ZERO, "ok"))
        .toList();
  }
}
