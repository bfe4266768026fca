package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Instant;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name that a dealer's server is asked for, in the handshake and in the request. */
@Timeout(60)
class ServerNameTests {
  private static Certificates certificates;

  @BeforeAll
  static void issue() throws Exception {
    certificates = Certificates.issue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://münchen.test/hook",
        "https://MÜNCHEN.test/hook",
        "https://mu\u0308nchen.test/hook",
        "https://xn--mnchen-3ya.test/hook",
        "https://XN--MNCHEN-3YA.TEST/hook"
      })
  void aNameWithAnUmlautIsAskedForInAscii(String url) throws Exception {
    try (Receiver dealer = certificates.receiver("munich", ServerNameTests::tellServerName)) {
      Dials dials = Dials.to(dealer).answeringAll("93.184.215.14");
      Recording recording = new Recording();
      try (FanOut fanOut =
          fanOut(
              properties("retry.delays", "", "retry.tail-pass", "false"),
              dials.network(certificates.trusted()))) {
        fanOut.deliver(PAYLOAD, webhooks(groups(url)), recording, Instant::now);
      }

      assertThat(recording.settlements())
          .singleElement()
          .isInstanceOfSatisfying(
              Settlement.Confirmed.class,
              it -> assertThat(it.token()).isEqualTo("xn--mnchen-3ya.test"));
      assertThat(dials.lookups()).containsExactly("xn--mnchen-3ya.test");
      assertThat(dealer.received())
          .singleElement()
          .satisfies(it -> assertThat(it.header("host")).isEqualTo("xn--mnchen-3ya.test"));
    }
  }

  private static void tellServerName(Receiver.Received request, Socket socket) throws Exception {
    ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
    String names =
        session.getRequestedServerNames().stream()
            .map(name -> ((SNIHostName) name).getAsciiName())
            .collect(Collectors.joining(","));
    Receiver.write(socket, 200, "{\"ackToken\":\"%s\"}".formatted(names).getBytes());
  }
}
