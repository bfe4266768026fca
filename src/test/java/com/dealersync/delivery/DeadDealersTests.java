package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** With shipped settings, and an origin for each dealer. */
@Timeout(120)
@Tag("slow")
class DeadDealersTests {
  private static final int DEALERS = 400;
  private static final int DEAD = 40;
  private static final Logger ATTEMPTS = (Logger) LoggerFactory.getLogger(AttemptLog.class);

  private final AtomicLong lastAnswer = new AtomicLong();

  @BeforeAll
  static void leaveEachAttemptOutOfTheLog() {
    ATTEMPTS.setLevel(Level.ERROR);
  }

  @AfterAll
  static void logAgain() {
    ATTEMPTS.setLevel(null);
  }

  @Test
  void fortyDeadOfFourHundredDelayNobody() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getByName("0.0.0.0"));
        Socket closed = boundAndNotListening();
        Receiver living = Receiver.on(server, this::afterATenthOfASecond)) {
      int deadPort = closed.getLocalPort();
      List<String> urls =
          IntStream.range(0, DEALERS)
              .mapToObj(
                  i ->
                      "http://127.1.%d.%d:%d/"
                          .formatted(
                              i / 250,
                              1 + i % 250,
                              i % (DEALERS / DEAD) == 0 ? deadPort : living.port()))
              .toList();
      deliver(urls.subList(1, 10));
      Duration without =
          deliver(urls.stream().filter(url -> !url.contains(":" + deadPort)).toList()).living;
      Outcome with = deliver(urls);

      assertThat(with.confirmed).isEqualTo(DEALERS - DEAD);
      assertThat(with.failed).isEqualTo(DEAD);
      assertThat(with.living)
          .as("without the dead %s, with them %s, the whole run %s", without, with.living, with.all)
          .isLessThan(without.multipliedBy(6).dividedBy(5));
      assertThat(with.all).isLessThan(Duration.ofSeconds(45));
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void anOutageOfOurOwnNetworkPausesTheRunUntilItIsOver(CapturedOutput output) throws Exception {
    Socket reserved = boundAndNotListening();
    int port = reserved.getLocalPort();
    String[] urls =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> "http://127.2.0.%d:%d/".formatted(i, port))
            .toArray(String[]::new);
    Recording recording = new Recording();
    try (reserved;
        FanOut fanOut =
            fanOut(
                properties(
                    "allow", "127.0.0.0/8",
                    "pause.attempts", "30",
                    "pause.probe-every", "300ms",
                    "retry.delays", "200ms"))) {
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () -> fanOut.deliver(PAYLOAD, webhooks(groups(urls)), recording, Instant::now),
              task -> Thread.ofVirtual().start(task));
      await().until(() -> output.getAll().contains("se pausa el envío y se sondea"));
      await().during(Duration.ofSeconds(1)).until(() -> recording.settlements().isEmpty());

      try (ServerSocket server = listening(port);
          Receiver back = Receiver.on(server, Receiver.reply(200, "{\"ackToken\":1}"))) {
        run.get(60, TimeUnit.SECONDS);
        assertThat(back.received()).hasSize(100);
      }
    }
    assertThat(output).contains("Hay conexión de nuevo");
    assertThat(recording.settlements())
        .hasSize(100)
        .allMatch(Settlement.Confirmed.class::isInstance);
  }

  /**
   * @param living until the last of the living had its answer
   */
  private record Outcome(Duration living, Duration all, long confirmed, long failed) {}

  private Outcome deliver(List<String> urls) {
    Recording recording = new Recording();
    // Ten at once: with all of them at once there would be no time that the dead could cost.
    try (FanOut fanOut = fanOut(properties("allow", "127.0.0.0/8", "waiting", "10"))) {
      long began = System.nanoTime();
      fanOut.deliver(
          PAYLOAD, webhooks(groups(urls.toArray(String[]::new))), recording, Instant::now);
      Duration all = Duration.ofNanos(System.nanoTime() - began);
      long confirmed =
          recording.settlements().stream().filter(Settlement.Confirmed.class::isInstance).count();
      return new Outcome(
          Duration.ofNanos(lastAnswer.get() - began),
          all,
          confirmed,
          recording.settlements().size() - confirmed);
    }
  }

  private void afterATenthOfASecond(Receiver.Received request, Socket socket) throws Exception {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
        .join();
    Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
    lastAnswer.accumulateAndGet(System.nanoTime(), Math::max);
  }

  /** Nobody else gets its port meanwhile, and who calls it is refused. */
  private static Socket boundAndNotListening() throws IOException {
    Socket socket = new Socket();
    socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    socket.bind(new InetSocketAddress("0.0.0.0", 0));
    return socket;
  }

  private static ServerSocket listening(int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    server.bind(new InetSocketAddress("0.0.0.0", port), 1_000);
    return server;
  }
}
