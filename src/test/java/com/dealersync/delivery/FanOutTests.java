package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.SECRET;
import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.deliver;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.payload.Payload;
import com.standardwebhooks.Webhook;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(60)
class FanOutTests {

  @Test
  void deliversASignedPayloadAndRecordsTheToken() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      List<WebhookGroup> groups = groups(dealer.url("/gancho?x=1"), dealer.url("/gancho?x=1"));
      Recording recording = deliver(local(), groups);

      assertThat(recording.settlements())
          .singleElement()
          .isEqualTo(
              new Settlement.Confirmed(
                  groups.getFirst(), 1, 200, recording.settlements().getFirst().lasted(), "ok"));
      assertThat(recording.settlements().getFirst().toString()).endsWith("httpStatus=200]");
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
  void endsAtOnceWithoutGroups() {
    assertThat(deliver(local(), List.of()).settlements()).isEmpty();
  }

  @Test
  void announcesAGroupBeforeItsBytesLeave() throws Exception {
    Recording recording = new Recording();
    List<Boolean> announcedFirst = new CopyOnWriteArrayList<>();
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
      fanOut.deliver(PAYLOAD, webhooks(groups), recording, Instant::now);
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
        FanOut fanOut = fanOut(local("waiting", "1"))) {
      Recording fenced =
          new Recording() {
            @Override
            void settled(List<Settlement> arrived) {
              throw new IllegalStateException("fenced off");
            }
          };
      List<WebhookGroup> groups = groups(urls(dealer, 200));

      assertThatThrownBy(() -> fanOut.deliver(PAYLOAD, webhooks(groups), fenced, Instant::now))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("fenced off");
      int sent = dealer.received().size();
      assertThat(sent).isLessThan(200);
      // The dealer may take its time to read the one that was on its way.
      await().during(Duration.ofMillis(300)).until(() -> dealer.received().size() <= sent + 1);
    }
  }

  @Test
  void aFailingRecorderHangsUpOnWhatIsInFlight() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    Recording fenced =
        new Recording() {
          @Override
          void settled(List<Settlement> arrived) {
            throw new IllegalStateException("fenced off");
          }
        };
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  if (request.target().equals("/0")) {
                    try {
                      assertThat(socket.getInputStream().read()).isNegative();
                    } finally {
                      hungUp.countDown();
                    }
                  } else {
                    Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                  }
                });
        FanOut fanOut = fanOut(local())) {
      List<WebhookGroup> groups = groups(urls(dealer, 2));

      assertThatThrownBy(() -> fanOut.deliver(PAYLOAD, webhooks(groups), fenced, Instant::now))
          .hasMessage("fenced off");
      assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("delivery-dispatcher");
    }
  }

  @Test
  void sendsUnderTheSameIdAgainAfterACrashBetweenTheAnswerAndItsRecord() throws Exception {
    try (Receiver dealer = Receiver.confirming();
        FanOut fanOut = fanOut(local())) {
      List<WebhookGroup> groups = groups(dealer.url("/"));
      Recording crashing =
          new Recording() {
            @Override
            void settled(List<Settlement> arrived) {
              throw new IllegalStateException("the database is gone");
            }
          };
      assertThatThrownBy(() -> fanOut.deliver(PAYLOAD, webhooks(groups), crashing, Instant::now))
          .hasMessage("the database is gone");
      Recording resumed = new Recording();
      fanOut.deliver(PAYLOAD, webhooks(groups(dealer.url("/"))), resumed, Instant::now);

      assertThat(resumed.settlements()).hasSize(1);
      assertThat(dealer.received())
          .hasSize(2)
          .extracting(request -> request.header("webhook-id"))
          .containsOnly(groups.getFirst().webhookId());
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
        FanOut fanOut = fanOut(local("waiting", "2"))) {
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () ->
                  fanOut.deliver(
                      PAYLOAD, webhooks(groups(urls(dealer, 50))), recording, Instant::now));
      await().until(() -> !dealer.received().isEmpty());
      answer.countDown();
      run.join();

      assertThat(dealer.received()).hasSizeLessThanOrEqualTo(2);
      assertThat(recording.settlements()).hasSameSizeAs(dealer.received());
      assertThat(recording.withdrawn())
          .as("announced, and nothing left for them")
          .containsExactlyInAnyOrderElementsOf(
              recording.announced().stream()
                  .filter(group -> !recording.byWebhookId().containsKey(group.webhookId()))
                  .toList())
          .isNotEmpty();
    }
  }

  @Test
  void waitsWhileItMayNotSend() throws Exception {
    Recording recording = new Recording();
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  recording.maySend(false);
                  Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                });
        FanOut fanOut = fanOut(local("waiting", "1"))) {
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () ->
                  fanOut.deliver(
                      PAYLOAD, webhooks(groups(urls(dealer, 2))), recording, Instant::now));
      await().until(() -> recording.settlements().size() == 1);
      await()
          .during(Duration.ofMillis(500))
          .until(() -> dealer.received().size() == 1 && !run.isDone());

      recording.maySend(true);
      run.join();

      assertThat(recording.settlements()).hasSize(2);
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
      fanOut.deliver(PAYLOAD, webhooks(groups(urls(dealer, 20))), recording, Instant::now);

      assertThat(recording.settlements()).isEmpty();
      assertThat(recording.withdrawn().size() + dealer.received().size())
          .as("what may have arrived is not taken back")
          .isLessThanOrEqualTo(recording.announced().size());
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
                      fanOut.deliver(
                          PAYLOAD,
                          webhooks(groups(urls(dealer, 20))),
                          new Recording(),
                          Instant::now);
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

  @Test
  void tellsHowLongTheLastAttemptTook() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Receiver silent = Receiver.answering((request, socket) -> new CountDownLatch(1).await());
        Receiver silentOnce =
            Receiver.answering(
                (request, socket) -> {
                  if (calls.incrementAndGet() == 1) {
                    new CountDownLatch(1).await();
                  }
                  Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                })) {
      Recording recording =
          deliver(
              local("timeout.first-byte", "1s", "retry.delays", "10ms", "retry.tail-pass", "false"),
              groups(silent.url("/"), silentOnce.url("/")));

      assertThat(recording.settlements())
          .allSatisfy(
              it -> {
                assertThat(it.attempts()).isEqualTo(2);
                if (it instanceof Settlement.Confirmed) {
                  assertThat(it.lasted()).isLessThan(Duration.ofSeconds(1));
                } else {
                  assertThat(it.lasted())
                      .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_900));
                }
              });
    }
  }

  @Test
  void dealersThatThinkTakeNobodysPlace() throws Exception {
    CountDownLatch othersAreDone = new CountDownLatch(20);
    try (Receiver slow =
            Receiver.answering(
                (request, socket) -> {
                  assertThat(othersAreDone.await(30, TimeUnit.SECONDS)).isTrue();
                  Receiver.reply(200, "{\"ackToken\":\"late\"}").answer(request, socket);
                });
        Receiver quick =
            Receiver.answering(
                (request, socket) -> {
                  Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                  othersAreDone.countDown();
                })) {
      List<String> urls = new ArrayList<>(List.of(urls(slow, 4)));
      urls.addAll(List.of(urls(quick, 20)));
      Recording recording = deliver(local("parallelism", "1"), groups(urls.toArray(String[]::new)));

      assertThat(recording.settlements())
          .hasSize(24)
          .allSatisfy(it -> assertThat(it).isInstanceOf(Settlement.Confirmed.class));
    }
  }

  /** As it takes no bytes, the line is what its send uses; the other one shows that it waits. */
  @Test
  void aSendHoldsItsPlaceUntilItsLastByteIsOut() throws Exception {
    CountDownLatch reads = new CountDownLatch(1);
    AtomicBoolean outOfTurn = new AtomicBoolean();
    try (ServerSocket busy = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Receiver other =
            Receiver.answering(
                (request, socket) -> {
                  outOfTurn.set(reads.getCount() > 0);
                  Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                });
        FanOut fanOut =
            fanOut(local("parallelism", "1", "retry.delays", "", "retry.tail-pass", "false"))) {
      Recording recording = new Recording();
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () ->
                  fanOut.deliver(
                      new Payload(new byte[32 * 1024 * 1024], 0),
                      webhooks(
                          groups(
                              "http://127.0.0.1:%d/".formatted(busy.getLocalPort()),
                              other.url("/"))),
                      recording,
                      Instant::now));
      try (Socket taken = busy.accept()) {
        await().during(Duration.ofMillis(500)).until(() -> other.received().isEmpty());
        reads.countDown();
        byte[] buffer = new byte[64 * 1024];
        for (long left = 32 * 1024 * 1024; left > 0; ) {
          left -= taken.getInputStream().read(buffer);
        }
        await().until(() -> other.received().size() == 1);
        assertThat(recording.settlements())
            .as("it still waits for its answer")
            .noneMatch(it -> it.group().url().contains(":" + busy.getLocalPort()));
      }
      run.join();
    }
    assertThat(outOfTurn).isFalse();
  }

  @Test
  void oneUrlWithTwoSecretsGetsTwoRequestsEachWithItsOwn() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      List<WebhookGroup> groups =
          Deliveries.plan(
                  24,
                  List.of(
                      dealer(1, dealer.url("/"), "secret-one"),
                      dealer(2, dealer.url("/"), "secret-two"),
                      dealer(3, dealer.url("/"), "secret-one")))
              .groups();
      deliver(local(), groups);

      assertThat(dealer.received())
          .extracting(it -> it.header("x-gm-dealers"), it -> it.header("x-webhook-secret"))
          .containsExactlyInAnyOrder(tuple("BAC1,BAC3", "secret-one"), tuple("BAC2", "secret-two"));
      assertThat(dealer.received())
          .noneSatisfy(
              it -> assertThat(it.headers().values()).contains("secret-one", "secret-two"));
    }
  }

  @Test
  void sixHundredDealersBehindOneUrlGetOneRequestThatNamesThemAll() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      Recording recording =
          deliver(
              local(), groups(Collections.nCopies(600, dealer.url("/")).toArray(String[]::new)));

      assertThat(dealer.received())
          .singleElement()
          .satisfies(
              it ->
                  assertThat(it.header("x-gm-dealers").split(","))
                      .hasSize(600)
                      .startsWith("BAC1", "BAC2")
                      .endsWith("BAC600"));
      assertThat(recording.settlements()).hasSize(1);
    }
  }

  @Test
  void givesTheNumberOfDealersWhereAHeadDoesNotHoldThemAll() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      Recording recording =
          deliver(
              local(), groups(Collections.nCopies(5_000, dealer.url("/")).toArray(String[]::new)));

      assertThat(recording.settlements()).singleElement().isInstanceOf(Settlement.Confirmed.class);
      assertThat(dealer.received().getFirst().header("x-gm-dealers")).isNull();
      assertThat(dealer.received().getFirst().header("x-gm-dealers-total")).isEqualTo("5000");
    }
  }

  @Test
  void headersCarryNothingThatCouldEndThem() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      SnapshotDealer odd =
          new SnapshotDealer(
              1,
              "B,1\r\nX-Evil: ñ",
              null,
              null,
              dealer.url("/"),
              "line\r\nbreak",
              null,
              DealerState.PENDIENTE);
      SnapshotDealer fine =
          new SnapshotDealer(
              2, "B,2\r\nX: ñ", null, null, dealer.url("/"), "fine", null, DealerState.PENDIENTE);
      Recording recording = deliver(local(), Deliveries.plan(24, List.of(odd, fine)).groups());

      assertThat(dealer.received())
          .singleElement()
          .satisfies(
              it -> assertThat(it.header("x-gm-dealers")).isEqualTo("B%2C2%0D%0AX%3A+%C3%B1"));
      assertThat(recording.settlements())
          .filteredOn(Settlement.Failed.class::isInstance)
          .singleElement()
          .extracting("reason")
          .isEqualTo(SnapshotReason.INVISIBLE_IN_SECRET.text("U+000D"));
    }
  }

  @Test
  void sendsNoSecretAndNoSignatureWhereThereIsNone() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      deliver(local(), Deliveries.plan(24, List.of(dealer(1, dealer.url("/"), null))).groups());

      assertThat(dealer.received().getFirst().headers())
          .containsKeys("webhook-id", "webhook-timestamp")
          .doesNotContainKeys("webhook-signature", "x-webhook-secret");
    }
  }

  @Test
  void keepsTheSecretToItselfIfToldSo() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      deliver(local("secret-header", "false"), groups(dealer.url("/")));

      assertThat(dealer.received().getFirst().headers())
          .containsKey("webhook-signature")
          .doesNotContainKey("x-webhook-secret");
    }
  }

  @Test
  void signsEachAttemptAfreshUnderOneId() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) ->
                (calls.incrementAndGet() == 1
                        ? Receiver.reply(503, "")
                        : Receiver.reply(200, "{\"ackToken\":1}"))
                    .answer(request, socket))) {
      deliver(local("retry.delays", "1100ms", "retry.jitter", "0"), groups(dealer.url("/")));

      assertThat(dealer.received()).hasSize(2);
      Receiver.Received first = dealer.received().getFirst();
      Receiver.Received second = dealer.received().getLast();
      assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
      assertThat(second.header("webhook-timestamp"))
          .isNotEqualTo(first.header("webhook-timestamp"));
      assertThat(second.header("webhook-signature"))
          .isNotEqualTo(first.header("webhook-signature"));
      assertThat(second.header("traceparent").substring(0, 35))
          .isEqualTo(first.header("traceparent").substring(0, 35));
      verifySignature(first);
      verifySignature(second);
    }
  }

  @Test
  void carriesNothingFromAnAnswerIntoTheNextRequest() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) ->
                (calls.incrementAndGet() == 1
                        ? Receiver.reply(503, "", "Set-Cookie: session=1; Path=/")
                        : Receiver.reply(200, "{\"ackToken\":1}"))
                    .answer(request, socket))) {
      deliver(local("retry.delays", "10ms"), groups(dealer.url("/")));

      assertThat(dealer.received())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("cookie"));
    }
  }

  @Test
  void settlesInBatchesWhatComesWhileACommitIsUnderWay() throws Exception {
    Recording slowDatabase =
        new Recording() {
          @Override
          void settled(List<Settlement> arrived) {
            CompletableFuture.runAsync(
                    () -> {}, CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS))
                .join();
            super.settled(arrived);
          }
        };
    try (Receiver dealer = Receiver.confirming();
        FanOut fanOut = fanOut(local("parallelism", "32", "per-origin", "32"))) {
      fanOut.deliver(PAYLOAD, webhooks(groups(urls(dealer, 300))), slowDatabase, Instant::now);
    }
    assertThat(slowDatabase.settlements()).hasSize(300);
    assertThat(slowDatabase.batches()).hasSizeLessThan(60);
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void logsEachAttemptWithoutAnythingThatLetsSomeoneIn(CapturedOutput output) throws Exception {
    try (Receiver dealer = Receiver.answering(Receiver.reply(200, "{\"ackToken\":\"el-token\"}"))) {
      Recording recording = deliver(local(), groups(dealer.url("/ruta?llave=consulta")));
      String signature = dealer.received().getFirst().header("webhook-signature");

      assertThat(output.getAll())
          .contains("Entrega confirmada")
          .contains(recording.settlements().getFirst().group().webhookId())
          .containsPattern("servidor=\"?127.0.0.1\"? .*intento=\"?1\"? .*codigoHttp=\"?200\"? ")
          .doesNotContain(SECRET, signature, "el-token", "consulta", "/ruta");
    }
  }

  private static String[] urls(Receiver dealer, int count) {
    return IntStream.range(0, count).mapToObj(i -> dealer.url("/" + i)).toArray(String[]::new);
  }

  /** Long enough that several are being answered at a time. */
  private static Receiver.Behaviour slowly() {
    return (request, socket) -> {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
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
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
                (name, value) -> true));
  }
}
