package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.ConnectProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Runs of many webhooks through a proxy: what is used again, and what happens without it. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
@Tag("slow")
class ProxyRunTests {
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static Certificates certificates;

  @BeforeAll
  static void issueCertificates() throws Exception {
    certificates = Certificates.issue();
  }

  @Test
  void aTunnelThatKeepsSilentIsUsedAgain() throws Exception {
    try (Receiver dealer =
            certificates.receiver(
                "good",
                (request, socket) -> {
                  NEVER.await(40, TimeUnit.MILLISECONDS);
                  own().answer(request, socket);
                });
        ConnectProxy proxy = ConnectProxy.tunnelling()) {
      assertEachHasItsOwnToken(deliver(dealer, proxy, 40, "4"), 40);
      assertThat(proxy.asked()).hasSizeLessThan(25);
      assertThat(dealer.received()).hasSize(40);
    }
  }

  @Test
  void anAnswerTooManyInATunnelIsNobodys() throws Exception {
    try (Receiver dealer =
            certificates.receiver(
                "good",
                (request, socket) -> {
                  own().answer(request, socket);
                  NEVER.await(20, TimeUnit.MILLISECONDS);
                  Receiver.write(socket, 200, "{\"ackToken\":\"stray\"}".getBytes());
                });
        ConnectProxy proxy = ConnectProxy.tunnelling()) {
      assertEachHasItsOwnToken(deliver(dealer, proxy, 12, "1"), 12);
    }
  }

  /** Each tunnel breaks when its third request has been read. */
  @Test
  void aRequestThatIsLostInAUsedTunnelIsSentAgainAtOnceInAFreshOne() throws Exception {
    AtomicInteger lost = new AtomicInteger();
    Map<Socket, AtomicInteger> served = new ConcurrentHashMap<>();
    try (Receiver dealer =
            certificates.receiver(
                "good",
                (request, socket) -> {
                  if (served.computeIfAbsent(socket, it -> new AtomicInteger()).incrementAndGet()
                      == 3) {
                    lost.incrementAndGet();
                    socket.close();
                  } else {
                    NEVER.await(60, TimeUnit.MILLISECONDS);
                    own().answer(request, socket);
                  }
                });
        ConnectProxy proxy = ConnectProxy.tunnelling()) {
      assertEachHasItsOwnToken(deliver(dealer, proxy, 40, "2"), 40);
      assertThat(lost).hasPositiveValue();
      assertThat(dealer.received()).hasSize(40 + lost.get());
    }
  }

  /** The breaker would open at the first failure. */
  @Test
  void aRunPausesWhileTheProxyIsGoneAndNoDealerFailsForIt(CapturedOutput output) throws Exception {
    int port = portOfNobody();
    Recording recording = new Recording();
    Dials dials = Dials.to(port).answeringAll("93.184.215.14");
    try (Receiver dealer = Receiver.confirming();
        FanOut fanOut =
            fanOut(
                properties(
                    "proxy.url", "http://proxy.example:3128",
                    "allow", "93.184.215.14/32",
                    "parallelism", "4",
                    "breaker.consecutive-failures", "1",
                    "retry.delays", "3s",
                    "pause.attempts", "20",
                    "pause.origins", "10",
                    "pause.probe-every", "200ms"),
                dials.network(certificates.trusted()))) {
      String[] urls =
          IntStream.range(0, 80)
              .mapToObj("http://d%d.example.com:8080/"::formatted)
              .toArray(String[]::new);
      Thread run =
          Thread.ofVirtual()
              .start(
                  () -> fanOut.deliver(PAYLOAD, webhooks(groups(urls)), recording, Instant::now));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> output.getAll().contains("se pausa el envío"));
      assertThat(dealer.received()).isEmpty();
      try (ConnectProxy proxy = ConnectProxy.tunnellingTo(dealer.port(), port)) {
        run.join();
        assertThat(proxy.asked()).isNotEmpty();
      }
    }
    assertThat(recording.settlements())
        .hasSize(80)
        .allMatch(Settlement.Confirmed.class::isInstance);
    assertThat(output).contains("Hay conexión de nuevo");
  }

  private static Receiver.Behaviour own() {
    return (request, socket) ->
        Receiver.write(
            socket,
            200,
            "{\"ackToken\":\"%s\"}".formatted(request.target().substring(1)).getBytes());
  }

  private static int portOfNobody() throws IOException {
    try (ConnectProxy gone = ConnectProxy.tunnelling()) {
      return gone.port();
    }
  }

  private static List<Settlement> deliver(
      Receiver dealer, ConnectProxy proxy, int count, String parallelism) throws Exception {
    Network network =
        new Network(
            host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")},
            ProxyRunTests::channel,
            certificates.trusted());
    String[] urls =
        IntStream.range(0, count)
            .mapToObj(i -> "https://good.example.com:%d/w%d".formatted(dealer.port(), i))
            .toArray(String[]::new);
    Recording recording = new Recording();
    try (FanOut fanOut =
        fanOut(
            local(
                "proxy.url",
                proxy.url(),
                "parallelism",
                parallelism,
                "per-origin",
                parallelism,
                "retry.delays",
                "",
                "retry.tail-pass",
                "false"),
            network)) {
      fanOut.deliver(PAYLOAD, webhooks(groups(urls)), recording, Instant::now);
    }
    return recording.settlements();
  }

  private static void assertEachHasItsOwnToken(List<Settlement> settlements, int count) {
    assertThat(settlements)
        .hasSize(count)
        .allSatisfy(
            it ->
                assertThat(it)
                    .isInstanceOfSatisfying(
                        Settlement.Confirmed.class,
                        confirmed -> {
                          assertThat(confirmed.group().url()).endsWith("/" + confirmed.token());
                          assertThat(confirmed.attempts()).isEqualTo(1);
                        }));
  }

  private static Socket channel() {
    try {
      return SocketChannel.open().socket();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
