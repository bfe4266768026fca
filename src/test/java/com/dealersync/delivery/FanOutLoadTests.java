package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.plan;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dealersync.catalog.SnapshotDealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(90)
@Tag("slow")
class FanOutLoadTests {
  private static final int DEALERS = 10_000;
  private static final int EVERY_NTH_HANGS = 20;
  private static final int HANGING = DEALERS / EVERY_NTH_HANGS;
  private static final int PARALLELISM = 64;
  private static final Logger ATTEMPTS = (Logger) LoggerFactory.getLogger(AttemptLog.class);

  @BeforeAll
  static void leaveTenThousandLinesOutOfTheLog() {
    ATTEMPTS.setLevel(Level.ERROR);
  }

  @AfterAll
  static void logAgain() {
    ATTEMPTS.setLevel(null);
  }

  /**
   * Those that hang give up only after the last of the others has been served, so that one place
   * held by one of them for good would be enough for the run never to end. Every dealer has an
   * origin of its own: no breaker spares us the ones that hang.
   */
  @Test
  void fivePercentThatNeverAnswerHoldNobodyUp() throws Exception {
    CountDownLatch others = new CountDownLatch(DEALERS - HANGING);
    Recording recording = new Recording();
    try (Receiver receiver =
            Receiver.answering(
                (request, socket) -> {
                  if (request.target().equals("/hangs")) {
                    others.await();
                    socket.close();
                  } else {
                    Receiver.reply(200, "{\"ackToken\":1}").answer(request, socket);
                    others.countDown();
                  }
                });
        FanOut fanOut =
            fanOut(
                properties(
                    "allow", "192.0.2.1",
                    "parallelism", Integer.toString(PARALLELISM),
                    "timeout.first-byte", "10m",
                    "timeout.exchange", "10m",
                    "timeout.longest", "10m",
                    "retry.delays", "",
                    "retry.tail-pass", "false"),
                Dials.to(receiver).answeringAll("192.0.2.1").network(SSLContext.getDefault()))) {

      fanOut.deliver(
          PAYLOAD, webhooks(plan(24, dealers(receiver.port())).groups()), recording, Instant::now);

      assertThat(receiver.mostInFlight()).isGreaterThan(PARALLELISM);
    }
    assertThat(recording.settlements()).hasSize(DEALERS);
    assertThat(recording.settlements())
        .filteredOn(Settlement.Failed.class::isInstance)
        .hasSize(HANGING)
        .allSatisfy(it -> assertThat(it.group().url()).endsWith("/hangs"));
  }

  @Test
  void sixtyFourParallelSendsFitIntoTwicePayloadPlus64MiB() throws Exception {
    CountDownLatch arrived = new CountDownLatch(LargePayloadRun.SENDS);
    try (Receiver receiver =
        Receiver.answering(
            (request, socket) -> {
              arrived.countDown();
              arrived.await();
              Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
            })) {
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
      assertThat(output).contains("64 confirmed");
      assertThat(receiver.mostInFlight()).isEqualTo(LargePayloadRun.SENDS);
    }
  }

  private static List<SnapshotDealer> dealers(int port) {
    return IntStream.range(0, DEALERS)
        .mapToObj(
            i ->
                dealer(
                    i,
                    "http://127.1.%d.%d:%d/%s"
                        .formatted(
                            i / 250,
                            1 + i % 250,
                            port,
                            i % EVERY_NTH_HANGS == 0 ? "hangs" : "answers")))
        .toList();
  }
}
