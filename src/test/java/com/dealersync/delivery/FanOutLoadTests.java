package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.properties;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dealersync.catalog.SnapshotDealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(180)
class FanOutLoadTests {
  private static final int DEALERS = 10_000;
  private static final Logger ATTEMPTS = (Logger) LoggerFactory.getLogger(AttemptLog.class);

  @BeforeAll
  static void leaveThirtyThousandLinesOutOfTheLog() {
    ATTEMPTS.setLevel(Level.ERROR);
  }

  @AfterAll
  static void logAgain() {
    ATTEMPTS.setLevel(null);
  }

  /** Every dealer has an origin of its own, so that no breaker spares us the dead ones. */
  @Test
  void fivePercentThatNeverAnswerDelayTheOthersByLessThanDouble() throws Exception {
    run(2_000, 0);
    List<Duration> without = new ArrayList<>();
    List<Duration> with = new ArrayList<>();
    // The better of two, taken in turn: other processes may disturb either.
    for (int i = 0; i < 2; i++) {
      without.add(run(DEALERS, 0));
      with.add(run(DEALERS, 20));
    }

    assertThat(Collections.min(with)).isLessThan(Collections.min(without).multipliedBy(2));
  }

  @Test
  void sixtyFourParallelSendsFitIntoTwicePayloadPlus64MiB() throws Exception {
    try (Receiver receiver = Receiver.confirming()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx114m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LargePayloadRun.class.getName(),
                  Integer.toString(receiver.port()))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("128 confirmed");
      assertThat(receiver.mostInFlight()).isGreaterThan(1);
    }
  }

  /** The time after which 95 % of the healthy dealers had been served. */
  private static Duration run(int webhooks, int everyNthIsDead) throws Exception {
    ConcurrentLinkedQueue<Long> served = new ConcurrentLinkedQueue<>();
    AtomicLong began = new AtomicLong();
    try (Receiver receiver =
            Receiver.answering(
                (request, socket) -> {
                  if (request.target().equals("/dead")) {
                    new CountDownLatch(1).await();
                  }
                  CompletableFuture.runAsync(
                          () -> {}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
                      .join();
                  served.add(System.nanoTime() - began.get());
                  Receiver.reply(200, "{\"ackToken\":1}").answer(request, socket);
                });
        FanOut fanOut =
            fanOut(
                properties(
                    "allow", "192.0.2.1",
                    "parallelism", "64",
                    "timeout.first-byte", "5s",
                    "retry.delays", "",
                    "retry.tail-pass", "false"),
                Dials.to(receiver).answeringAll("192.0.2.1").network(SSLContext.getDefault()))) {
      List<SnapshotDealer> dealers = new ArrayList<>();
      for (int i = 0; i < webhooks; i++) {
        boolean dead = everyNthIsDead > 0 && i % everyNthIsDead == 0;
        String host = "127.1.%d.%d".formatted(i / 250, 1 + i % 250);
        dealers.add(dealer(i, "http://" + host + ":" + receiver.port() + (dead ? "/dead" : "/")));
      }
      Recording recording = new Recording();
      List<WebhookGroup> groups = Deliveries.plan(24, dealers).groups();
      began.set(System.nanoTime());
      fanOut.deliver(PAYLOAD, groups, recording);
      assertThat(recording.settlements()).hasSize(webhooks);
    }
    List<Long> sorted = served.stream().sorted().toList();
    return Duration.ofNanos(sorted.get(sorted.size() * 95 / 100));
  }
}
