package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two runs at once that send to the same server. */
@Timeout(60)
class SharedOriginTests {
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void keepToOneLimitTogether() throws Exception {
    try (Receiver dealer = Receiver.answering(this::slowly);
        FanOut fanOut = fanOut(local("per-origin", "4"))) {
      Recording one = new Recording();
      Recording other = new Recording();
      CompletableFuture<Void> first = deliver(fanOut, dealer, 80, one);
      CompletableFuture<Void> second = deliver(fanOut, dealer, 80, other);
      CompletableFuture.allOf(first, second).join();

      assertThat(one.settlements()).hasSize(80).allMatch(Settlement.Confirmed.class::isInstance);
      assertThat(other.settlements()).hasSize(80).allMatch(Settlement.Confirmed.class::isInstance);
    }
    assertThat(most.get()).isBetween(2, 4);
  }

  @Test
  void keepEachOtherFromNothing() throws Exception {
    try (Receiver dealer = Receiver.answering(this::slowly);
        FanOut fanOut = fanOut(local("per-origin", "1"))) {
      CompletableFuture<Void> large = deliver(fanOut, dealer, 400, new Recording());
      await().until(() -> !dealer.received().isEmpty());
      Recording small = new Recording();
      deliver(fanOut, dealer, 10, small).join();

      assertThat(small.settlements()).hasSize(10);
      assertThat(dealer.received()).hasSizeLessThan(200);
      assertThat(large).isNotDone();
      large.join();
    }
    assertThat(most.get()).isEqualTo(1);
  }

  @Test
  void takeThePlacesOfOneThatIsAborted() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  if (aborted.getCount() > 0) {
                    new CountDownLatch(1).await();
                  }
                  Receiver.reply(200, "{\"ackToken\":1}").answer(request, socket);
                });
        FanOut fanOut = fanOut(local("per-origin", "4"))) {
      Thread hanging =
          Thread.ofVirtual()
              .start(
                  () ->
                      fanOut.deliver(
                          PAYLOAD,
                          webhooks(groups(urls(dealer, 20))),
                          new Recording(),
                          Instant::now));
      await().until(() -> dealer.received().size() == 4);
      Recording waiting = new Recording();
      CompletableFuture<Void> other = deliver(fanOut, dealer, 20, waiting);
      await()
          .during(Duration.ofMillis(500))
          .until(() -> dealer.received().size() == 4 && !other.isDone());

      aborted.countDown();
      hanging.interrupt();
      other.get(30, TimeUnit.SECONDS);

      assertThat(waiting.settlements()).hasSize(20);
    }
  }

  private static CompletableFuture<Void> deliver(
      FanOut fanOut, Receiver dealer, int count, Recording recording) {
    return CompletableFuture.runAsync(
        () ->
            fanOut.deliver(PAYLOAD, webhooks(groups(urls(dealer, count))), recording, Instant::now),
        task -> Thread.ofVirtual().start(task));
  }

  private static String[] urls(Receiver dealer, int count) {
    return IntStream.range(0, count).mapToObj(i -> dealer.url("/" + i)).toArray(String[]::new);
  }

  private void slowly(Receiver.Received request, Socket socket) throws Exception {
    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS))
        .join();
    // Before the answer: the next request may come before this method has returned.
    inFlight.decrementAndGet();
    Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
  }
}
