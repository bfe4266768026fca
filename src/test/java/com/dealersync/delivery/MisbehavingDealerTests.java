package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.SECRET;
import static com.dealersync.delivery.Deliveries.deliver;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static com.dealersync.delivery.Receiver.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.payload.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way a dealer's side can fail, over a real socket. */
@Timeout(60)
@Tag("slow")
class MisbehavingDealerTests {
  private static final String[] ONE_ATTEMPT = {"retry.delays", "", "retry.tail-pass", "false"};
  private static Certificates certificates;

  @BeforeAll
  static void issueCertificates() throws Exception {
    certificates = Certificates.issue();
  }

  @Test
  void aBodyThatDripsIsCutOffByTheWholeExchangesTime() throws Exception {
    try (Receiver dealer = Receiver.answering((request, socket) -> drip(socket))) {
      Settlement settlement =
          settle(dealer, "timeout.exchange", "700ms", "timeout.first-byte", "500ms");

      assertThat(settlement).isEqualTo(failed(settlement, null, NetworkReason.SLOW_REPLY.text()));
    }
  }

  @Test
  void aHeadThatDripsIsCutOffAsIfNothingHadCome() throws Exception {
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
              dripForever(socket);
            })) {
      Settlement settlement = settle(dealer, "timeout.first-byte", "500ms");

      assertThat(settlement).isEqualTo(failed(settlement, null, NetworkReason.SLOW_ANSWER.text()));
    }
  }

  @Test
  void aDealerThatNeverAnswersTimesOut() throws Exception {
    try (Receiver dealer = Receiver.answering((request, socket) -> new CountDownLatch(1).await())) {
      Settlement settlement = settle(dealer, "timeout.first-byte", "300ms");

      assertThat(settlement).isEqualTo(failed(settlement, null, NetworkReason.SLOW_ANSWER.text()));
    }
  }

  @Test
  void aDealerThatNeverReadsIsCutOff() throws Exception {
    try (ServerSocket deaf = unattended();
        FanOut fanOut =
            fanOut(
                local(
                    with(
                        ONE_ATTEMPT,
                        "timeout.exchange",
                        "3s",
                        "timeout.bytes-per-second",
                        "1000000000")))) {
      Recording recording = new Recording();
      fanOut.deliver(
          new Payload(new byte[25 * 1024 * 1024], 0),
          webhooks(groups("http://127.0.0.1:" + deaf.getLocalPort() + "/")),
          recording,
          Instant::now);

      assertThat(recording.settlements().getFirst())
          .isInstanceOfSatisfying(
              Settlement.Failed.class,
              it -> assertThat(it.reason()).isEqualTo(NetworkReason.SLOW_SEND.text()));
    }
  }

  @Test
  void aDealerThatHangsInTheHandshakeTimesOut() throws Exception {
    try (ServerSocket silent = unattended()) {
      Settlement settlement =
          settle(
              Dials.to(silent.getLocalPort()), "https://good.example.com/", "timeout.tls", "300ms");

      assertThat(settlement)
          .isEqualTo(failed(settlement, null, NetworkReason.SLOW_HANDSHAKE.text()));
    }
  }

  @Test
  void ofATenGigabyteReplyOnly64KiBAreRead() throws Exception {
    AtomicLong written = new AtomicLong();
    CountDownLatch hungUp = new CountDownLatch(1);
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              byte[] block = new byte[64 * 1024];
              Arrays.fill(block, (byte) ' ');
              try {
                OutputStream out = socket.getOutputStream();
                out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                while (true) {
                  out.write(block);
                  written.addAndGet(block.length);
                }
              } finally {
                hungUp.countDown();
              }
            })) {
      Settlement settlement = settle(dealer);

      assertThat(settlement)
          .isEqualTo(failed(settlement, 200, ReplyReason.LONG_REPLY.answered(200)));
      assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(written.get()).isLessThan(50L * 1024 * 1024);
    }
  }

  @Test
  void aReplyThatIsResetHalfWayIsTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              if (calls.incrementAndGet() == 1) {
                socket
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ackToken\":\"x\""
                            .getBytes(StandardCharsets.US_ASCII));
                socket.setSoLinger(true, 0);
                socket.close();
              } else {
                reply(200, "{\"ackToken\":\"y\"}").answer(request, socket);
              }
            })) {
      Recording recording = deliver(local("retry.delays", "20ms"), groups(dealer.url("/")));

      assertThat(recording.settlements().getFirst())
          .isInstanceOfSatisfying(
              Settlement.Confirmed.class,
              it -> {
                assertThat(it.token()).isEqualTo("y");
                assertThat(it.attempts()).isEqualTo(2);
              });
      assertThat(dealer.received())
          .extracting(request -> request.header("webhook-id"))
          .containsOnly(it(recording).group().webhookId());
    }
  }

  @Test
  void aRefusalWhoseTextBreaksOffIsStillThatRefusal() throws Exception {
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              socket
                  .getOutputStream()
                  .write(
                      "HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nhalf"
                          .getBytes(StandardCharsets.US_ASCII));
              socket.close();
            })) {
      Settlement settlement = settle(dealer);

      assertThat(settlement)
          .isEqualTo(
              failed(
                  settlement, 403, StatusReason.UNAUTHORISED.answered(403) + " Respuesta: half"));
    }
  }

  @Test
  void aRefusalThatComesBeforeThePayloadIsReadIsHeard() throws Exception {
    try (ServerSocket server = unattended();
        FanOut fanOut = fanOut(local(ONE_ATTEMPT))) {
      Thread.ofVirtual().start(() -> refuseEarly(server));
      Recording recording = new Recording();
      fanOut.deliver(
          new Payload(new byte[25 * 1024 * 1024], 0),
          webhooks(groups("http://127.0.0.1:" + server.getLocalPort() + "/")),
          recording,
          Instant::now);

      assertThat(it(recording).httpStatus()).isEqualTo(413);
    }
  }

  @Test
  void aClosedPortIsAFailedConnection() throws Exception {
    try (Socket taken = new Socket()) {
      // Bound and not listening, so that nobody else gets the port meanwhile.
      taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      Settlement settlement =
          it(deliver(local(ONE_ATTEMPT), groups("http://127.0.0.1:" + taken.getLocalPort() + "/")));

      assertThat(settlement)
          .isEqualTo(failed(settlement, null, NetworkReason.NOT_CONNECTED.text()));
    }
  }

  @Test
  void aDealerThatTakesNoCallTimesOut() throws Exception {
    AtomicInteger patience = new AtomicInteger();
    Network network =
        new Network(
            host -> new InetAddress[] {InetAddress.getByName("93.184.215.14")},
            () ->
                new Socket() {
                  @Override
                  public void connect(SocketAddress dealer, int timeout)
                      throws SocketTimeoutException {
                    patience.set(timeout);
                    throw new SocketTimeoutException("Connect timed out");
                  }
                },
            SSLContext.getDefault());
    Settlement settlement =
        settle(
            network, with(ONE_ATTEMPT, "timeout.connect", "1700ms"), "https://good.example.com/");

    assertThat(settlement).isEqualTo(failed(settlement, null, NetworkReason.SLOW_CONNECT.text()));
    assertThat(patience.get()).isEqualTo(1_700);
  }

  @Test
  void aNameThatNobodyKnowsOrThatTakesTooLongToFindIsTriedAgain() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    try (Receiver dealer = certificates.receiver("good", reply(200, "{\"ackToken\":1}"))) {
      Network reachable =
          Dials.to(dealer).answeringAll("93.184.215.14").network(certificates.trusted());
      Network network =
          new Network(
              host -> {
                switch (lookups.incrementAndGet()) {
                  case 1 -> throw new UnknownHostException(host);
                  case 2 -> await(never);
                  default -> {}
                }
                return reachable.lookup().addressesOf(host);
              },
              reachable.sockets(),
              reachable.tls());
      String[] settings = {"retry.delays", "10ms,10ms", "timeout.dns", "300ms"};

      assertThat(settle(network, settings, "https://good.example.com/"))
          .isInstanceOfSatisfying(
              Settlement.Confirmed.class, it -> assertThat(it.attempts()).isEqualTo(3));
    }
  }

  @Test
  void aNameThatTakesTooLongToFindSaysSo() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Network network =
        new Network(
            host -> {
              await(never);
              throw new UnknownHostException(host);
            },
            Socket::new,
            SSLContext.getDefault());
    Settlement settlement =
        settle(network, with(ONE_ATTEMPT, "timeout.dns", "100ms"), "https://good.example.com/");

    assertThat(settlement).isEqualTo(failed(settlement, null, NetworkReason.SLOW_LOOKUP.text()));
  }

  @Test
  void aConnectionClosedWithoutAnAnswerSaysSo() throws Exception {
    try (Receiver dealer = Receiver.answering((request, socket) -> socket.close())) {
      Settlement settlement = settle(dealer);

      assertThat(settlement).isEqualTo(failed(settlement, null, NetworkReason.NO_REPLY.text()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n"})
  void anAnswerThatIsNotHttpIsAFailure(String answer) throws Exception {
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
              socket.close();
            })) {
      assertThat(settle(dealer))
          .isInstanceOfSatisfying(
              Settlement.Failed.class,
              it -> {
                assertThat(it.httpStatus()).isNull();
                assertThat(it.reason()).isNotEqualTo(RunReason.INTERNAL.text());
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"other", "expired"})
  void aCertificateForAnotherHostOrOutOfDateIsNotTriedAgain(String alias) throws Exception {
    try (Receiver dealer = certificates.receiver(alias, reply(200, "{\"ackToken\":1}"))) {
      Settlement settlement =
          settle(
              Dials.to(dealer),
              certificates.trusted(),
              "https://good.example.com/",
              "retry.delays",
              "20ms");

      assertThat(settlement)
          .isEqualTo(failed(settlement, null, NetworkReason.BAD_CERTIFICATE.text()));
      assertThat(settlement.attempts()).isEqualTo(1);
      assertThat(dealer.received()).isEmpty();
    }
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsNotTriedAgain() throws Exception {
    try (Receiver dealer = certificates.receiver("good", reply(200, "{\"ackToken\":1}"))) {
      Settlement settlement =
          settle(
              Dials.to(dealer),
              SSLContext.getDefault(),
              "https://good.example.com/",
              "retry.delays",
              "20ms");

      assertThat(settlement.attempts()).isEqualTo(1);
      assertThat(dealer.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | <html><body>OK</body></html> | NOT_JSON | ``",
        "200 | {\"ackToken\": | HALF_JSON | ``",
        "202 | {\"ok\":true} | NO_TOKEN | ``",
        "302 | moved | REDIRECTED | moved",
        "400 | no | REFUSED | no",
        "401 | {\"error\":\"bad secret un-secreto-del-dealer\"} | UNAUTHORISED | {\"error\":\"bad"
            + " secret ***\"}",
        "410 | `` | GONE | ``",
        "422 | x | UNSUPPORTED | x",
        "501 | x | CANNOT | x",
        "505 | x | CANNOT | x",
        "600 | x | UNKNOWN_STATUS | x",
        "999 | x | UNKNOWN_STATUS | x",
      })
  void anAnswerThatSettlesIsNotTriedAgain(
      int status, String body, @ConvertWith(NamedReason.class) Reason reason, String said)
      throws Exception {
    try (Receiver dealer = Receiver.answering(reply(status, body))) {
      Settlement settlement = it(deliver(local("retry.delays", "10ms"), groups(dealer.url("/"))));

      assertThat(settlement)
          .isEqualTo(
              failed(
                  settlement,
                  status,
                  reason.answered(status) + (said.isEmpty() ? "" : " Respuesta: " + said)));
      assertThat(settlement.attempts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"un-secreto-del-dealer", "ACK-un-secreto-del-dealer-7"})
  void aSecretThatComesBackForATokenIsNone(String token) throws Exception {
    try (Receiver dealer =
        Receiver.answering(reply(200, "{\"ackToken\":\"%s\"}".formatted(token)))) {
      Settlement settlement = it(deliver(local(), groups(dealer.url("/"))));

      assertThat(settlement)
          .isEqualTo(failed(settlement, 200, ReplyReason.TELLING_TOKEN.answered(200)));
    }
  }

  @Test
  void aSecretThatComesBackWithoutItsPrefixIsNoTokenEither() throws Exception {
    try (Receiver dealer = Receiver.answering(reply(200, "{\"ackToken\":\"b3Ryby1zZWNyZXRv\"}"))) {
      List<SnapshotDealer> dealers =
          List.of(Deliveries.dealer(1, dealer.url("/"), "whsec_b3Ryby1zZWNyZXRv"));
      Settlement settlement = it(deliver(local(), Deliveries.plan(24, dealers).groups()));

      assertThat(settlement)
          .isEqualTo(failed(settlement, 200, ReplyReason.TELLING_TOKEN.answered(200)));
    }
  }

  @Test
  void theValueOfAParameterIsMaskedHoweverADealerQuotesIt() throws Exception {
    try (Receiver dealer =
        Receiver.answering(reply(401, "no key a+long+key or a long key in v=2"))) {
      Settlement settlement = it(deliver(local(), groups(dealer.url("/?v=2&key=a+long+key"))));

      assertThat(settlement)
          .isEqualTo(
              failed(
                  settlement,
                  401,
                  StatusReason.of(401).answered(401) + " Respuesta: no key *** or *** in v=2"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
  void anAnswerThatMayChangeIsTriedAgain(int status) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) ->
                (calls.incrementAndGet() < 3
                        ? reply(status, "later")
                        : reply(200, "{\"ackToken\":7}"))
                    .answer(request, socket))) {
      Settlement settlement =
          it(deliver(local("retry.delays", "10ms,10ms"), groups(dealer.url("/"))));

      assertThat(settlement)
          .isEqualTo(
              new Settlement.Confirmed(settlement.group(), 3, 200, settlement.lasted(), "7"));
    }
  }

  @Test
  void aTokenIsKeptAsItCameOrNotAtAll() throws Exception {
    String longest = "x".repeat(100);
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) ->
                reply(
                        200,
                        switch (request.target()) {
                          case "/number" -> "{\"ackToken\": 12345678901234567890123}";
                          case "/longest" -> "{\"ackToken\": \"%s\"}".formatted(longest);
                          case "/too-long" -> "{\"ackToken\": \"%sx\"}".formatted(longest);
                          case "/fraction" -> "{\"ackToken\": 1.5}";
                          default -> "{\"ackToken\": \"\"}";
                        })
                    .answer(request, socket))) {
      Recording recording =
          deliver(
              local(ONE_ATTEMPT),
              groups(
                  dealer.url("/number"),
                  dealer.url("/longest"),
                  dealer.url("/too-long"),
                  dealer.url("/fraction"),
                  dealer.url("/empty")));

      assertThat(recording.settlements())
          .filteredOn(Settlement.Confirmed.class::isInstance)
          .extracting(it -> ((Settlement.Confirmed) it).token())
          .containsExactlyInAnyOrder("12345678901234567890123", longest);
      assertThat(recording.settlements())
          .filteredOn(Settlement.Failed.class::isInstance)
          .hasSize(3)
          .allSatisfy(it -> assertThat(((Settlement.Failed) it).reason()).startsWith("SIN_ACK: "));
    }
  }

  @Test
  void aDealerWithoutContentHasNotConfirmed() throws Exception {
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) ->
                socket
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(settle(dealer).httpStatus()).isEqualTo(204);
    }
  }

  @Test
  void ofALongErrorTextOneKiBIsKept() throws Exception {
    try (Receiver dealer = Receiver.answering(reply(400, "ñ".repeat(600)))) {
      Settlement settlement = settle(dealer);

      assertThat(settlement)
          .isEqualTo(
              failed(
                  settlement,
                  400,
                  StatusReason.of(400).answered(400) + " Respuesta: " + "ñ".repeat(512)));
    }
  }

  @Test
  void aSecretIsMaskedBeforeTheTextIsCutThroughIt() throws Exception {
    String text = "ñ".repeat(505) + SECRET + "x".repeat(5_000);
    try (Receiver dealer = Receiver.answering(reply(400, text))) {
      Settlement settlement = settle(dealer);

      assertThat(settlement)
          .isEqualTo(
              failed(
                  settlement,
                  400,
                  StatusReason.of(400).answered(400)
                      + " Respuesta: "
                      + "ñ".repeat(505)
                      + "***"
                      + "x".repeat(11)));
    }
  }

  @Test
  void theQueryOfTheUrlIsMaskedInWhatADealerEchoes() throws Exception {
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) ->
                reply(404, "no route for " + request.target()).answer(request, socket))) {
      Settlement settlement = it(deliver(local(ONE_ATTEMPT), groups(dealer.url("/hook?key=abc"))));

      assertThat(settlement)
          .isEqualTo(
              failed(
                  settlement,
                  404,
                  StatusReason.of(404).answered(404) + " Respuesta: no route for /hook?***"));
    }
  }

  @Test
  void retryAfterOf429IsHonoured() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicLong first = new AtomicLong();
    AtomicLong second = new AtomicLong();
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              if (calls.incrementAndGet() == 1) {
                first.set(System.nanoTime());
                reply(429, "", "Retry-After: 1").answer(request, socket);
              } else {
                second.set(System.nanoTime());
                reply(200, "{\"ackToken\":7}").answer(request, socket);
              }
            })) {
      deliver(local("retry.delays", "10ms"), groups(dealer.url("/")));
    }
    assertThat(second.get() - first.get()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
  }

  /**
   * Takes calls that nobody picks up. Its queue has room for strangers: a client of an earlier test
   * may still be calling the port that the kernel gives this one, and while a queue is full nobody
   * gets through, which looks like a dealer that cannot be reached.
   */
  private static ServerSocket unattended() throws IOException {
    return new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"));
  }

  private static void refuseEarly(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> refuseEarly(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void refuseEarly(Socket caller) {
    try (Socket socket = caller) {
      socket.getInputStream().readNBytes(1_000);
      Receiver.write(socket, 413, "too large".getBytes(StandardCharsets.US_ASCII));
      // Goes on reading, as a server does that lingers; else the answer may be lost.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client has heard enough.
    }
  }

  private static Settlement settle(Receiver dealer, String... settings) throws Exception {
    return it(deliver(local(with(ONE_ATTEMPT, settings)), groups(dealer.url("/"))));
  }

  private static Settlement settle(Dials dials, String url, String... settings) throws Exception {
    return settle(dials, certificates.trusted(), url, with(ONE_ATTEMPT, settings));
  }

  private static Settlement settle(Dials dials, SSLContext tls, String url, String... settings)
      throws Exception {
    dials.answering("good.example.com", "93.184.215.14");
    return settle(dials.network(tls), settings, url);
  }

  private static Settlement settle(Network network, String[] settings, String url) {
    Recording recording = new Recording();
    try (FanOut fanOut = fanOut(properties(settings), network)) {
      fanOut.deliver(PAYLOAD, webhooks(groups(url)), recording, Instant::now);
    }
    return it(recording);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Settlement it(Recording recording) {
    assertThat(recording.settlements()).hasSize(1);
    return recording.settlements().getFirst();
  }

  private static Settlement failed(Settlement like, Integer status, String reason) {
    boolean mayPass = like instanceof Settlement.Failed failed && failed.mayPass();
    boolean mayHaveArrived = like instanceof Settlement.Failed it && it.mayHaveArrived();
    return new Settlement.Failed(
        like.group(), like.attempts(), status, like.lasted(), reason, mayPass, mayHaveArrived);
  }

  private static String[] with(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static void drip(Socket socket) throws Exception {
    socket
        .getOutputStream()
        .write(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    dripForever(socket);
  }

  /** A byte now and then, so that no single read waits long. */
  private static void dripForever(Socket socket) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    while (!never.await(50, TimeUnit.MILLISECONDS)) {
      socket.getOutputStream().write('x');
    }
  }
}
