package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a dealer's side does with a connection once it has answered on it. */
@Timeout(60)
@Tag("slow")
class ConnectionReuseTests {
  private static final String TOKEN = "{\"ackToken\":\"%s\"}";
  private static final Logger ATTEMPTS = (Logger) LoggerFactory.getLogger(AttemptLog.class);
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static Certificates certificates;

  @BeforeAll
  static void prepare() throws Exception {
    certificates = Certificates.issue();
    ATTEMPTS.setLevel(Level.ERROR);
  }

  @AfterAll
  static void logAgain() {
    ATTEMPTS.setLevel(null);
  }

  /** Each dealer's own token is the path it is reached at; the one too many has another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | HTTP/1.1 204 No Content~~",
        "20 | HTTP/1.1 204 No Content~~",
        "0 | HTTP/1.1 200 OK~Content-Length: 0~~",
        "20 | HTTP/1.1 200 OK~Content-Length: 0~~",
        "0 | HTTP/1.1 200 OK~Content-Length: 18~~{\"ackToken\":\"own\"}",
        "5 | HTTP/1.1 200 OK~Content-Length: 18~~{\"ackToken\":\"own\"}",
        "20 | HTTP/1.1 200 OK~Content-Length: 18~~{\"ackToken\":\"own\"}",
        "60 | HTTP/1.1 200 OK~Content-Length: 18~~{\"ackToken\":\"own\"}",
        "20 | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~12~{\"ackToken\":\"own\"}~0~~",
        "20 | HTTP/1.1 400 Bad Request~Content-Length: 2~~no",
        "20 | HTTP/1.1 304 Not Modified~~",
      })
  void aDealerGetsItsOwnAnswerOrNone(int millisLater, String first) throws Exception {
    for (int parallelism : new int[] {1, 4}) {
      try (Receiver dealer = Receiver.answering(oneTooMany(millisLater, first))) {
        List<Settlement> settled = deliver(dealer, 12, parallelism);

        assertThat(tokens(settled)).doesNotContain("stray");
        assertThat(settled).hasSize(12);
      }
    }
  }

  @Test
  void anAnswerTooManyOverTlsIsNobodysEither() throws Exception {
    try (Receiver dealer =
        certificates.receiver(
            "good", oneTooMany(20, "HTTP/1.1 200 OK~Content-Length: 18~~{\"ackToken\":\"own\"}"))) {
      assertThat(tokens(deliver(tls(dealer), tlsUrls(dealer, 12), tlsSettings("1"))))
          .hasSize(12)
          .containsOnly("own");
    }
  }

  /** It is slow enough that its connections have shown that they keep silent. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aConnectionThatKeepsSilentIsUsedAgain(boolean tls) throws Exception {
    Receiver.Behaviour slow =
        (request, socket) -> {
          NEVER.await(40, TimeUnit.MILLISECONDS);
          own().answer(request, socket);
        };
    try (Receiver dealer = tls ? certificates.receiver("good", slow) : Receiver.answering(slow)) {
      List<Settlement> settled =
          tls
              ? deliver(tls(dealer), tlsUrls(dealer, 40), tlsSettings("4"))
              : deliver(dealer, 40, 4);

      assertThat(settled).hasSize(40).allMatch(Settlement.Confirmed.class::isInstance);
      assertThat(dealer.connections()).isLessThan(25);
    }
  }

  /** Silence is remembered; a word too many ends it. */
  @Test
  void anOriginThatBeginsToSpeakUnaskedIsNotTrustedAnyMore() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  own().answer(request, socket);
                  if (answered.incrementAndGet() > 20) {
                    Receiver.write(socket, 200, TOKEN.formatted("stray").getBytes());
                  }
                });
        FanOut fanOut = fanOut(local("waiting", "1", "retry.delays", ""))) {
      for (int run = 0; run < 6; run++) {
        Recording recording = new Recording();
        fanOut.deliver(PAYLOAD, webhooks(groups(urls(dealer, 10))), recording, Instant::now);
        assertThat(recording.settlements())
            .allSatisfy(it -> assertThat(tokens(List.of(it))).containsExactly(path(it)));
        NEVER.await(Connections.REST.toMillis() + 20, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** The breaker opens at the first failure, and there is one attempt. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 10})
  void aDealerThatClosesSilentlyLosesNothing(int millisLater) throws Exception {
    try (Receiver dealer = Receiver.answering(closing(millisLater))) {
      List<Settlement> settled = deliver(dealer, 40, 1);

      assertThat(settled).hasSize(40).allMatch(it -> it.attempts() == 1);
      assertThat(settled)
          .allSatisfy(it -> assertThat(tokens(List.of(it))).containsExactly(path(it)));
    }
  }

  /** Each connection breaks when its third request has been read; the first ones are answered. */
  @Test
  void aRequestThatIsLostOnAUsedConnectionIsSentAgainAtOnce() throws Exception {
    AtomicInteger lost = new AtomicInteger();
    Map<Socket, AtomicInteger> served = new java.util.concurrent.ConcurrentHashMap<>();
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              if (served.computeIfAbsent(socket, s -> new AtomicInteger()).incrementAndGet() == 3) {
                lost.incrementAndGet();
                socket.setSoLinger(true, 0);
                socket.close();
              } else {
                NEVER.await(60, TimeUnit.MILLISECONDS);
                own().answer(request, socket);
              }
            })) {
      List<Settlement> settled = deliver(dealer, 40, 2);

      assertThat(settled).hasSize(40).allMatch(it -> it.attempts() == 1);
      assertThat(settled).allMatch(Settlement.Confirmed.class::isInstance);
      assertThat(lost).hasPositiveValue();
      assertThat(dealer.received()).hasSize(40 + lost.get());
      assertThat(dealer.received().stream().map(it -> it.header("webhook-id")).distinct().toList())
          .hasSize(40);
    }
  }

  @Test
  void aRequestThatIsLostOnAFreshConnectionIsAFailure() throws Exception {
    try (Receiver dealer = Receiver.answering((request, socket) -> socket.close())) {
      List<Settlement> settled = deliver(dealer, 3, 1);

      assertThat(settled).hasSize(3).allMatch(Settlement.Failed.class::isInstance);
      assertThat(dealer.received().size()).isLessThanOrEqualTo(3);
    }
  }

  /** How long it takes beside an origin that announces it is the benchmark's to say. */
  @Test
  @Timeout(300)
  void twoThousandDeliveriesToAnOriginThatClosesSilentlyAreEachSentOnce() throws Exception {
    try (Receiver dealer = Receiver.answering(closing(-1))) {
      List<Settlement> settled = deliver(dealer, 2_000, 16);

      assertThat(settled).hasSize(2_000).allMatch(it -> it.attempts() == 1);
      assertThat(settled)
          .allSatisfy(it -> assertThat(tokens(List.of(it))).containsExactly(path(it)));
      assertThat(dealer.received())
          .extracting(it -> it.header("webhook-id"))
          .hasSize(2_000)
          .doesNotHaveDuplicates();
    }
  }

  private static Receiver.Behaviour own() {
    return (request, socket) ->
        Receiver.write(socket, 200, TOKEN.formatted(request.target().substring(1)).getBytes());
  }

  /**
   * @param millisLater after its answer; -1 for a different time each time, 0 to 10
   */
  private static Receiver.Behaviour closing(int millisLater) {
    return (request, socket) -> {
      own().answer(request, socket);
      long wait = millisLater < 0 ? ThreadLocalRandom.current().nextLong(11) : millisLater;
      NEVER.await(wait, TimeUnit.MILLISECONDS);
      socket.close();
    };
  }

  private static Receiver.Behaviour oneTooMany(int millisLater, String first) {
    return (request, socket) -> {
      send(socket, first);
      NEVER.await(millisLater, TimeUnit.MILLISECONDS);
      Receiver.write(socket, 200, TOKEN.formatted("stray").getBytes());
    };
  }

  private static void send(Socket socket, String raw) throws IOException {
    socket.getOutputStream().write(raw.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static List<Settlement> deliver(Receiver dealer, int count, int parallelism) {
    return deliver(
        Network.ofJvm(),
        urls(dealer, count),
        local(
            "parallelism", Integer.toString(parallelism),
            "per-origin", Integer.toString(parallelism),
            "breaker.consecutive-failures", "1",
            "retry.delays", "",
            "retry.tail-pass", "false"));
  }

  private static List<Settlement> deliver(
      Network network, String[] urls, DeliveryProperties properties) {
    Recording recording = new Recording();
    try (FanOut fanOut = fanOut(properties, network)) {
      fanOut.deliver(PAYLOAD, webhooks(groups(urls)), recording, Instant::now);
    }
    return recording.settlements();
  }

  private static Network tls(Receiver dealer) throws Exception {
    return new Network(
        host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")},
        ConnectionReuseTests::channel,
        certificates.trusted());
  }

  private static Socket channel() {
    try {
      return SocketChannel.open().socket();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DeliveryProperties tlsSettings(String parallelism) {
    return local(
        "parallelism",
        parallelism,
        "per-origin",
        parallelism,
        "retry.delays",
        "",
        "retry.tail-pass",
        "false");
  }

  private static String[] tlsUrls(Receiver dealer, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "https://good.example.com:%d/w%d".formatted(dealer.port(), i))
        .toArray(String[]::new);
  }

  private static String[] urls(Receiver dealer, int count) {
    return IntStream.range(0, count).mapToObj(i -> dealer.url("/w" + i)).toArray(String[]::new);
  }

  private static String path(Settlement settlement) {
    String url = settlement.group().url();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static List<String> tokens(List<Settlement> settlements) {
    return settlements.stream()
        .filter(Settlement.Confirmed.class::isInstance)
        .map(it -> ((Settlement.Confirmed) it).token())
        .collect(Collectors.toList());
  }
}
