package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dealersync.testing.ConnectProxy;
import com.dealersync.testing.ConnectProxy.Asked;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing gets out but through a proxy. */
@Timeout(60)
@Tag("slow")
class ProxyTests {
  private static final String[] ONE_ATTEMPT = {"retry.delays", "", "retry.tail-pass", "false"};
  private static final String PROXY = "http://proxy.example:3128";
  private static final String GOOD = "https://good.example.com/hook";
  private static Certificates certificates;

  @BeforeAll
  static void issueCertificates() throws Exception {
    certificates = Certificates.issue();
  }

  @Test
  void aTunnelLeadsToTheDealerAndTheProxySeesNothingOfTheMessage() throws Exception {
    try (Receiver dealer = certificates.receiver("good", Receiver.reply(200, "{\"ackToken\":1}"));
        ConnectProxy proxy = ConnectProxy.tunnellingTo(dealer.port())) {
      Dials dials = dials(proxy);

      assertThat(deliver(dials, GOOD)).isInstanceOf(Settlement.Confirmed.class);
      assertThat(proxy.asked())
          .singleElement()
          .satisfies(
              asked -> {
                assertThat(asked.method()).isEqualTo("CONNECT");
                assertThat(asked.target()).isEqualTo("good.example.com:443");
                assertThat(asked.headers()).containsOnlyKeys("host");
              });
      assertThat(dials.dialled()).containsExactly(proxyAddress());
      assertThat(dealer.received()).singleElement().matches(it -> it.target().equals("/hook"));
    }
  }

  @Test
  void itsPasswordIsForTheProxyAlone() throws Exception {
    try (Receiver dealer = certificates.receiver("good", Receiver.reply(200, "{\"ackToken\":1}"));
        ConnectProxy proxy = ConnectProxy.tunnellingTo(dealer.port())) {
      assertThat(
              deliver(dials(proxy), GOOD, "proxy.username", "envíos", "proxy.password", "cl:ave"))
          .isInstanceOf(Settlement.Confirmed.class);
      assertThat(proxy.asked())
          .extracting(asked -> asked.headers().get("proxy-authorization"))
          .containsExactly("Basic ZW52w61vczpjbDphdmU=");
      assertThat(dealer.received().getFirst().headers())
          .doesNotContainKeys("proxy-authorization", "authorization", "proxy-connection");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "expired"})
  void theCertificateIsTheDealersOrNothingIsSent(String certificate) throws Exception {
    try (Receiver dealer =
            certificates.receiver(certificate, Receiver.reply(200, "{\"ackToken\":1}"));
        ConnectProxy proxy = ConnectProxy.tunnellingTo(dealer.port())) {
      assertThat(reason(deliver(dials(proxy), GOOD))).isEqualTo(ProxyReason.BAD_CERTIFICATE.text());
      assertThat(dealer.received()).isEmpty();
    }
  }

  /** Two of one origin, whose breaker would open at the first failure: it is not charged. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 407 Auth~Proxy-Authenticate: Basic realm=x~~ | UNAUTHORISED | 407",
        "HTTP/1.1 403 Forbidden~Content-Length: 2~~no | FORBIDDEN | 403",
        "HTTP/1.1 401 Unauthorized~~ | UNAUTHORISED | 401",
        "HTTP/1.1 500 Unable to connect~~ | CANNOT_REACH | 500",
        "HTTP/1.1 502 Bad Gateway~~ | CANNOT_REACH | 502",
        "HTTP/1.0 503 Service Unavailable~~ | CANNOT_REACH | 503",
        "HTTP/1.1 504~~ | CANNOT_REACH | 504",
        "HTTP/1.1 302 Found~Location: http://login.example/~~ | REFUSED | 302",
        "HTTP/1.1 400 Bad Request~~ | REFUSED | 400",
        "HTTP/1.1 405 Method Not Allowed~~ | REFUSED | 405",
        "HTTP/1.1 100 Continue~~HTTP/1.1 502 x~~ | CANNOT_REACH | 502",
        "HTTP/1.1 200 OK~~HTTP/1.1 200 OK~Content-Length: 14~~{\"ackToken\":1} | NOT_HTTP |" + " 0",
        "HTTP/2 200~~ | NOT_HTTP | 0",
        "HTTP/1.1 099 x~~ | NOT_HTTP | 0",
        "<html>Inicie sesión</html>~ | NOT_HTTP | 0",
        "220 smtp.example ESMTP~ | NOT_HTTP | 0",
        "HTTP/1.1 200 OK~X: | CUT_OFF | 0",
        "'' | CUT_OFF | 0",
      })
  void itsOwnFaultsAreNotTheDealers(String answer, ProxyReason reason, int status)
      throws Exception {
    try (ConnectProxy proxy = ConnectProxy.answering(ConnectProxy.saying(answer))) {
      assertNotCharged(proxy, reason.text(status));
    }
  }

  @Test
  void aTlsPortIsNoProxy() throws Exception {
    try (ConnectProxy proxy =
        ConnectProxy.answering(
            (asked, client) ->
                client.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 0x32}))) {
      assertNotCharged(proxy, ProxyReason.NOT_HTTP.text());
    }
  }

  @Test
  void oneThatOpensATunnelToNowhereIsNotTheDealersFault() throws Exception {
    try (ConnectProxy proxy =
        ConnectProxy.answering(ConnectProxy.saying("HTTP/1.1 200 Connection established~~"))) {
      assertNotCharged(proxy, ProxyReason.BAD_HANDSHAKE.text());
    }
  }

  @Test
  void norIsOneThatTalksInTheTunnel() throws Exception {
    try (ConnectProxy proxy =
        ConnectProxy.answering(
            (asked, client) -> {
              ConnectProxy.saying("HTTP/1.1 200 OK~~").answer(asked, client);
              client.getInputStream().read();
              ConnectProxy.saying("HTTP/1.1 502 x~~").answer(asked, client);
              client.getInputStream().readAllBytes();
            })) {
      assertNotCharged(proxy, ProxyReason.NO_TLS.text());
    }
  }

  @Test
  void aSilentOneIsCutOff() throws Exception {
    try (ConnectProxy proxy =
        ConnectProxy.answering((asked, client) -> new CountDownLatch(1).await())) {
      assertNotCharged(
          proxy,
          ProxyReason.SLOW_TUNNEL.text(),
          "timeout.dns",
          "100ms",
          "timeout.connect",
          "200ms");
    }
  }

  @Test
  void soIsOneThatDrips() throws Exception {
    try (ConnectProxy proxy =
        ConnectProxy.answering(
            (asked, client) -> {
              ConnectProxy.saying("HTTP/1.1 200 OK~").answer(asked, client);
              while (true) {
                new CountDownLatch(1).await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
                ConnectProxy.saying("X: y~").answer(asked, client);
              }
            })) {
      assertNotCharged(
          proxy,
          ProxyReason.SLOW_TUNNEL.text(),
          "timeout.dns",
          "100ms",
          "timeout.connect",
          "200ms");
    }
  }

  @Test
  void oneThatKeepsTheHandshakeIsCutOff() throws Exception {
    try (ConnectProxy proxy =
        ConnectProxy.answering(
            (asked, client) -> {
              ConnectProxy.saying("HTTP/1.1 200 OK~~").answer(asked, client);
              new CountDownLatch(1).await();
            })) {
      assertNotCharged(proxy, ProxyReason.SLOW_HANDSHAKE.text(), "timeout.tls", "200ms");
    }
  }

  @Test
  void oneThatIsNotThereOrHasNoAddressIsNotTheDealersFault() throws Exception {
    ConnectProxy gone = ConnectProxy.tunnelling();
    gone.close();
    assertNotCharged(gone, ProxyReason.NOT_CONNECTED.text());

    Dials nameless = Dials.toNowhere().answering("good.example.com", "93.184.215.14");
    assertThat(reason(deliver(nameless, GOOD))).isEqualTo(ProxyReason.NO_ADDRESS.text());
  }

  /** What holds without a proxy holds as far as this node can find the address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/",
        "https://internal.example.com/",
        "https://mixed.example.com/",
        "https://localhost/",
        "https://nobody.localhost/",
        "https://intranet/",
        "https://dms.corp/",
        "https://dms.local/",
        "https://dms.internal/",
        "https://dms.home.arpa/",
      })
  void whatIsNotPublicIsNotEvenAskedFor(String url) throws Exception {
    try (ConnectProxy proxy = ConnectProxy.tunnelling()) {
      Dials dials = dials(proxy);

      assertThat(reason(deliver(dials, url))).isEqualTo(NetworkReason.BLOCKED_ADDRESS.text());
      assertThat(dials.dialled()).isEmpty();
      try (FanOut fanOut = fanOut(settings(), dials.network(certificates.trusted()))) {
        assertThat(fanOut.refusals(webhooks(groups(url, GOOD))))
            .extracting(refusal -> refusal.group().url(), Refusal::reason)
            .containsExactly(tuple(url, NetworkReason.BLOCKED_ADDRESS.text()));
      }
    }
  }

  /** Also where something is allowed, which lets more ports through to the look-up. */
  @ParameterizedTest
  @ValueSource(strings = {"https://unknown.example.com:22/", "http://unknown.example.com:8080/"})
  void aHostThatOnlyTheProxyFindsKeepsToTheHttpsPorts(String url) throws Exception {
    try (ConnectProxy proxy = ConnectProxy.tunnelling()) {
      assertThat(reason(deliver(dials(proxy), url, "allow", "dms.interno")))
          .isEqualTo(NetworkReason.BLOCKED_ADDRESS.text());
      assertThat(proxy.asked()).isEmpty();
    }
  }

  @Test
  void aHostThatOnlyTheProxyFindsIsLeftToIt() throws Exception {
    try (Receiver dealer = certificates.receiver("good", Receiver.reply(200, "{\"ackToken\":1}"));
        ConnectProxy proxy = ConnectProxy.tunnellingTo(dealer.port())) {
      Dials dials = Dials.to(proxy.port()).answering("proxy.example", "10.0.0.9");

      assertThat(deliver(dials, GOOD)).isInstanceOf(Settlement.Confirmed.class);
      assertThat(dials.dialled()).containsExactly(proxyAddress());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "good.example.com, true",
    ".example.com, true",
    "*.EXAMPLE.com, true",
    "93.184.215.0/24, true",
    "93.184.215.14, true",
    "example.com, false",
    ".ample.com, false",
    "10.0.0.0/8, false",
  })
  void someAreReachedWithoutIt(String entry, boolean direct) throws Exception {
    try (Receiver dealer = certificates.receiver("good", Receiver.reply(200, "{\"ackToken\":1}"));
        ConnectProxy proxy = ConnectProxy.tunnellingTo(dealer.port())) {
      // What dials straight reaches the dealer, what dials the proxy gets a tunnel to it.
      Dials dials = direct ? addresses(Dials.to(dealer)) : dials(proxy);

      assertThat(deliver(dials, GOOD, "proxy.no-proxy", entry))
          .isInstanceOf(Settlement.Confirmed.class);
      assertThat(proxy.asked()).hasSize(direct ? 0 : 1);
      assertThat(dials.dialled())
          .extracting(InetSocketAddress::getPort)
          .containsExactly(direct ? 443 : 3128);
    }
  }

  @Test
  void plainHttpThatIsAllowedGoesThroughATunnelToo() throws Exception {
    try (Receiver dealer = Receiver.confirming();
        ConnectProxy proxy = ConnectProxy.tunnelling()) {
      assertThat(
              Deliveries.deliver(
                      Deliveries.local("proxy.url", proxy.url()), groups(dealer.url("/hook")))
                  .settlements())
          .singleElement()
          .isInstanceOf(Settlement.Confirmed.class);
      assertThat(proxy.asked())
          .extracting(Asked::method, Asked::target)
          .containsExactly(tuple("CONNECT", "127.0.0.1:" + dealer.port()));
      assertThat(dealer.received()).singleElement().matches(it -> it.target().equals("/hook"));
    }
  }

  private static void assertNotCharged(ConnectProxy proxy, String reason, String... settings)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("breaker.consecutive-failures", "1", "parallelism", "1", "per-origin", "1"));
    Recording recording = new Recording();
    try (FanOut fanOut =
        fanOut(
            settings(all.toArray(String[]::new)), dials(proxy).network(certificates.trusted()))) {
      fanOut.deliver(
          PAYLOAD,
          webhooks(groups(GOOD, "https://good.example.com/other")),
          recording,
          Instant::now);
    }
    assertThat(recording.settlements())
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(reason(it)).isEqualTo(reason);
              assertThat(it.httpStatus()).isNull();
              assertThat(it.attempts()).isEqualTo(1);
            });
  }

  private static Settlement deliver(Dials dials, String url, String... settings) throws Exception {
    Recording recording = new Recording();
    try (FanOut fanOut = fanOut(settings(settings), dials.network(certificates.trusted()))) {
      fanOut.deliver(PAYLOAD, webhooks(groups(url)), recording, Instant::now);
    }
    return recording.settlements().getFirst();
  }

  private static DeliveryProperties settings(String... more) {
    List<String> all = new ArrayList<>(List.of(ONE_ATTEMPT));
    all.addAll(List.of("proxy.url", PROXY));
    all.addAll(List.of(more));
    return properties(all.toArray(String[]::new));
  }

  private static Dials dials(ConnectProxy proxy) {
    return addresses(Dials.to(proxy.port()));
  }

  private static Dials addresses(Dials dials) {
    return dials
        .answering("proxy.example", "10.0.0.9")
        .answering("good.example.com", "93.184.215.14")
        .answering("internal.example.com", "10.1.2.3")
        .answering("mixed.example.com", "93.184.215.14", "10.1.2.3")
        .answering("localhost", "127.0.0.1");
  }

  private static InetSocketAddress proxyAddress() throws Exception {
    return new InetSocketAddress(java.net.InetAddress.getByName("10.0.0.9"), 3128);
  }

  private static String reason(Settlement settlement) {
    return settlement instanceof Settlement.Failed failed ? failed.reason() : "confirmed";
  }
}
