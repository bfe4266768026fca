package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.SECRET;
import static com.dealersync.delivery.Deliveries.deliver;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FanOutTests {

  @Test
  void deliversASignedPayloadAndRecordsTheToken() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      List<WebhookGroup> groups = groups(dealer.url("/gancho?x=1"), dealer.url("/gancho?x=1"));
      Recording recording = deliver(local(), groups);

      assertThat(recording.settlements())
          .containsExactly(new Settlement.Confirmed(groups.getFirst(), 1, 200, "ok"));
      Receiver.Received request = dealer.received().getFirst();
      assertThat(request.target()).isEqualTo("/gancho?x=1");
      assertThat(request.body()).isEqualTo(PAYLOAD.bytes());
      assertThat(request.header("content-type")).isEqualTo("application/json");
      assertThat(request.header("accept-encoding")).isEqualTo("identity");
      assertThat(request.header("user-agent")).isEqualTo("dealer-sync/1.2.3");
      assertThat(request.header("x-webhook-secret")).isEqualTo(SECRET);
      assertThat(request.header("x-gm-dealers")).isEqualTo("BAC1,BAC2");
      assertThat(request.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
      verifySignature(request);
    }
  }

  @Test
  void announcesAGroupBeforeItsBytesLeave() throws Exception {
    Recording recording = new Recording();
    List<Boolean> announcedFirst = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  announcedFirst.add(
                      recording.announced().stream()
                          .anyMatch(g -> g.webhookId().equals(request.header("webhook-id"))));
                  Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                });
        FanOut fanOut = fanOut(local())) {
      List<WebhookGroup> groups = groups(urls(dealer, 30));
      fanOut.deliver(PAYLOAD, groups, recording);
    }
    assertThat(announcedFirst).hasSize(30).containsOnly(true);
  }

  @Test
  void keepsToTheParallelismAndTheLimitPerOrigin() throws Exception {
    try (Receiver one = Receiver.answering(slowly());
        Receiver other = Receiver.answering(slowly())) {
      List<WebhookGroup> groups =
          groups(
              IntStream.range(0, 80)
                  .mapToObj(i -> (i % 2 == 0 ? one : other).url("/" + i))
                  .toArray(String[]::new));
      Recording recording = deliver(local("parallelism", "5", "per-origin", "3"), groups);

      assertThat(recording.settlements()).hasSize(80);
      assertThat(one.mostInFlight()).isBetween(2, 3);
      assertThat(one.mostInFlight() + other.mostInFlight()).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void aFailingRecorderEndsTheFanOutAndReachesTheCaller() throws Exception {
    try (Receiver dealer = Receiver.confirming();
        FanOut fanOut = fanOut(local("parallelism", "1"))) {
      Recording fenced =
          new Recording() {
            @Override
            public void settled(List<Settlement> arrived) {
              throw new IllegalStateException("fenced off");
            }
          };
      List<WebhookGroup> groups = groups(urls(dealer, 200));

      assertThatThrownBy(() -> fanOut.deliver(PAYLOAD, groups, fenced))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("fenced off");
      int sent = dealer.received().size();
      assertThat(sent).isLessThan(200);
      await().during(Duration.ofMillis(300)).until(() -> dealer.received().size() == sent);
    }
  }

  @Test
  void startsNothingNewOnceToldToStopAndSettlesWhatIsInFlight() throws Exception {
    Recording recording = new Recording();
    CountDownLatch answer = new CountDownLatch(1);
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  recording.stop();
                  answer.await();
                  Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                });
        FanOut fanOut = fanOut(local("parallelism", "2"))) {
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () -> fanOut.deliver(PAYLOAD, groups(urls(dealer, 50)), recording));
      await().until(() -> !dealer.received().isEmpty());
      answer.countDown();
      run.join();

      assertThat(dealer.received()).hasSizeLessThanOrEqualTo(2);
      assertThat(recording.settlements()).hasSameSizeAs(dealer.received());
    }
  }

  @Test
  void abandonsWhatDoesNotAnswerWithinTheGraceOfAStop() throws Exception {
    Recording recording = new Recording();
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  recording.stop();
                  new CountDownLatch(1).await();
                });
        FanOut fanOut = fanOut(local("stop-grace", "200ms"))) {
      fanOut.deliver(PAYLOAD, groups(urls(dealer, 20)), recording);

      assertThat(recording.settlements()).isEmpty();
    }
  }

  @Test
  void anInterruptEndsTheFanOut() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  arrived.countDown();
                  new CountDownLatch(1).await();
                });
        FanOut fanOut = fanOut(local())) {
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      fanOut.deliver(PAYLOAD, groups(urls(dealer, 20)), new Recording());
                      outcome.complete(null);
                    } catch (Throwable e) {
                      outcome.complete(e);
                    }
                  });
      arrived.await();
      caller.interrupt();

      assertThat(outcome.join()).isInstanceOf(CancellationException.class);
    }
  }

  private static String[] urls(Receiver dealer, int count) {
    return IntStream.range(0, count).mapToObj(i -> dealer.url("/" + i)).toArray(String[]::new);
  }

  /** Long enough that several are being answered at a time. */
  private static Receiver.Behaviour slowly() {
    return (request, socket) -> {
      CompletableFuture.runAsync(
              () -> {},
              CompletableFuture.delayedExecutor(20, java.util.concurrent.TimeUnit.MILLISECONDS))
          .join();
      Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
    };
  }

  private static void verifySignature(Receiver.Received request) throws Exception {
    String key = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    new Webhook(key)
        .verify(
            new String(request.body(), StandardCharsets.UTF_8),
            HttpHeaders.of(
                request.headers().entrySet().stream()
                    .collect(
                        java.util.stream.Collectors.toMap(
                            Map.Entry::getKey, e -> List.of(e.getValue()))),
                (name, value) -> true));
  }
}
