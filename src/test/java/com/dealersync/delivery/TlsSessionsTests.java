package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that outlive the connections, and the runs, in which they were agreed upon. */
@Timeout(120)
@Tag("slow")
class TlsSessionsTests {
  private static Certificates certificates;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private SSLContext tls;

  @BeforeAll
  static void issue() throws Exception {
    certificates = Certificates.issue();
  }

  @BeforeEach
  void trust() throws Exception {
    tls = certificates.trusted();
    TlsSessions.keepFew(tls);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesASessionInTheNextRun(String version) throws Exception {
    try (Receiver dealer = certificates.receiver("any", token(), version);
        FanOut fanOut = fanOut(dealer)) {
      deliver(fanOut, 1);
      assertThat(handshakes("new")).isEqualTo(1);
      assertThat(handshakes("resumed")).isZero();

      deliver(fanOut, 1);
      assertThat(handshakes("new")).isEqualTo(1);
      assertThat(handshakes("resumed")).isEqualTo(1);
    }
  }

  @Test
  void resumesTheSessionsOfMoreDealersThanThereWasRoomFor() throws Exception {
    tls.getClientSessionContext().setSessionCacheSize(20);
    int dealers = 40;
    try (Receiver dealer = certificates.receiver("any", token());
        FanOut fanOut = fanOut(dealer)) {
      deliver(fanOut, dealers);
      assertThat(handshakes("new")).isEqualTo(dealers);

      deliver(fanOut, dealers);
      assertThat(handshakes("new")).isEqualTo(dealers);
      assertThat(handshakes("resumed")).isEqualTo(dealers);
    }
  }

  @Test
  void agreesAnewWithADealerThatForgotItsSessions() throws Exception {
    try (Receiver dealer = certificates.receiver("any", token())) {
      try (FanOut fanOut = fanOut(dealer)) {
        deliver(fanOut, 1);
      }
    }
    try (Receiver restarted = certificates.receiver("any", token());
        FanOut fanOut = fanOut(restarted)) {
      deliver(fanOut, 1);
    }
    assertThat(handshakes("new")).isEqualTo(2);
    assertThat(handshakes("resumed")).isZero();
  }

  @Test
  void hasRoomForTheDealersOfTheLargestRunWithinBounds() {
    TlsSessions.makeRoom(tls, 3_000);
    assertThat(room()).isEqualTo(6_000);

    TlsSessions.makeRoom(tls, 10);
    assertThat(room()).isEqualTo(6_000);

    TlsSessions.makeRoom(tls, Integer.MAX_VALUE);
    assertThat(room()).isEqualTo(20_480);
  }

  private int room() {
    return tls.getClientSessionContext().getSessionCacheSize();
  }

  private static Receiver.Behaviour token() {
    // The connection ends with the answer, so that the next run needs another.
    return Receiver.reply(200, "{\"ackToken\":\"ok\"}", "Connection: close");
  }

  private FanOut fanOut(Receiver dealer) {
    return new FanOut(
        properties("retry.delays", "", "retry.tail-pass", "false"),
        Dials.to(dealer).answeringAll("93.184.215.14").network(tls),
        "1.2.3",
        new DeliveryMetrics(meters),
        null);
  }

  private static void deliver(FanOut fanOut, int dealers) {
    String[] urls =
        IntStream.range(0, dealers)
            .mapToObj(i -> "https://dealer-%d.example.com/hook".formatted(i))
            .toArray(String[]::new);
    Recording recording = new Recording();
    fanOut.deliver(PAYLOAD, webhooks(groups(urls)), recording, Instant::now);
    assertThat(recording.settlements())
        .hasSize(dealers)
        .allSatisfy(it -> assertThat(it).isInstanceOf(Settlement.Confirmed.class));
  }

  private double handshakes(String session) {
    return meters.get("dealersync.delivery.handshakes").tag("session", session).counter().count();
  }
}
