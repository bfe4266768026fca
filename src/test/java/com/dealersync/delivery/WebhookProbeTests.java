package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.properties;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a probe sends and sees. */
@Timeout(60)
@Tag("slow")
class WebhookProbeTests {
  private static final String URL = "https://good.example.com/hook?clave=x";
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
  private static final String OTHER = "whsec_b3Ryby1zZWNyZXRv";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Certificates certificates;

  @BeforeAll
  static void issue() throws Exception {
    certificates = Certificates.issue();
  }

  @Test
  void signsAsADeliveryDoesAndTellsWhatItSaw() throws Exception {
    try (Receiver dealer =
            certificates.receiver("good", Receiver.reply(200, "{\"ackToken\":\"A-1\"}"));
        WebhookProbe probe = probe(dealer, URL)) {
      ProbeResult result = probe.send(message(SECRET, List.of(OTHER), Duration.ofHours(1)));

      assertThat(result.reached()).isEqualTo(ProbeResult.Reached.ANSWER);
      assertThat(result.status()).isEqualTo(200);
      assertThat(result.token()).isEqualTo("A-1");
      assertThat(result.reason()).isNull();
      assertThat(result.millis()).containsKeys("DNS", "CONNECT", "TLS", "SEND", "FIRST_BYTE");
      assertThat(probe.shownUrl()).isEqualTo("https://good.example.com/hook?***");
      assertThat(probe.addresses()).containsExactly("93.184.215.14");
      assertThat(probe.certificate().subject()).isEqualTo("CN=good");
      assertThat(probe.certificate().issuer()).isEqualTo("CN=Test CA");
      assertThat(probe.certificate().protocol()).startsWith("TLSv1.");
      assertThat(probe.certificate().until()).isAfter(Instant.now());
      Receiver.Received received = dealer.received().iterator().next();
      long timestamp = Long.parseLong(received.header("webhook-timestamp"));
      assertThat(Instant.ofEpochSecond(timestamp))
          .isBetween(Instant.now().minusSeconds(3_660), Instant.now().minusSeconds(3_590));
      assertThat(received.header("x-gm-dealers")).isEqualTo("BAC9");
      assertThat(received.header("webhook-signature"))
          .isEqualTo(
              new Webhook(SECRET).sign("msg_1", timestamp, "{}")
                  + " "
                  + new Webhook(OTHER).sign("msg_1", timestamp, "{}"));
    }
  }

  @Test
  void showsACertificateThatIsRefused() throws Exception {
    try (Receiver dealer = certificates.receiver("expired", Receiver.reply(200, "{}"));
        WebhookProbe probe = probe(dealer, URL)) {
      ProbeResult result = probe.send(message(SECRET));

      assertThat(result.reached()).isEqualTo(ProbeResult.Reached.TLS);
      assertThat(result.reason()).startsWith("El certificado del dealer no es válido");
      assertThat(probe.certificate().until()).isBefore(Instant.now());
      assertThat(dealer.received()).isEmpty();
    }
  }

  @Test
  void dialsNoAddressThatADeliveryWouldNot() {
    Dials dials = Dials.toNowhere().answeringAll("10.0.0.5");
    try (WebhookProbe probe =
        new WebhookProbe(
            URL, properties(), dials.network(null), WatchedTrust.ofJvm(), "test", PATIENCE)) {
      ProbeResult result = probe.send(message(SECRET));

      assertThat(result.reached()).isEqualTo(ProbeResult.Reached.BLOCKED);
      assertThat(result.reason()).startsWith("El host del webhook tiene una dirección no permit");
      assertThat(dials.dialled()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://good.example.com/hook, BLOCKED",
    "https://good.example.com:8080/hook, BLOCKED",
    "https://good.example.com:99999/, REFUSED",
    "nada, REFUSED"
  })
  void refusesWhatADeliveryWouldRefuse(String url, ProbeResult.Reached reached) {
    Dials dials = Dials.toNowhere().answeringAll("93.184.215.14");
    try (WebhookProbe probe =
        new WebhookProbe(
            url, properties(), dials.network(null), WatchedTrust.ofJvm(), "test", PATIENCE)) {
      assertThat(probe.send(message(SECRET)).reached()).isEqualTo(reached);
      assertThat(dials.lookups()).isEmpty();
    }
  }

  @Test
  void tellsAnUnknownHostFromADeadOne() {
    try (WebhookProbe probe =
        new WebhookProbe(
            URL,
            properties(),
            Dials.toNowhere().network(null),
            WatchedTrust.ofJvm(),
            "test",
            PATIENCE)) {
      assertThat(probe.send(message(SECRET)).reached()).isEqualTo(ProbeResult.Reached.LOOKUP);
    }
    try (WebhookProbe probe =
        new WebhookProbe(
            URL,
            properties(),
            Dials.toNowhere().answeringAll("93.184.215.14").network(null),
            WatchedTrust.ofJvm(),
            "test",
            PATIENCE)) {
      assertThat(probe.send(message(SECRET)).reached()).isEqualTo(ProbeResult.Reached.CONNECTION);
    }
  }

  @Test
  void waitsNoLongerThanItsPatience() throws Exception {
    try (Receiver dealer =
            certificates.receiver("good", (request, socket) -> socket.getInputStream().read());
        WebhookProbe probe = probe(dealer, URL, Duration.ofMillis(200))) {
      ProbeResult result = probe.send(message(SECRET));

      assertThat(result.reached()).isEqualTo(ProbeResult.Reached.MESSAGE);
      assertThat(result.reason()).startsWith("Tiempo agotado: el dealer no respondió");
      assertThat(result.lasted()).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void waitsNoLongerForAnAnswerThatDrips() throws Exception {
    try (Receiver dealer =
            certificates.receiver(
                "good",
                (request, socket) -> {
                  OutputStream out = socket.getOutputStream();
                  out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(UTF_8));
                  out.flush();
                  socket.getInputStream().read();
                });
        WebhookProbe probe =
            new WebhookProbe(
                URL,
                properties("timeout.dns", "1s", "timeout.connect", "1s", "timeout.tls", "2s"),
                Dials.to(dealer).answeringAll("93.184.215.14").network(certificates.trusted()),
                certificates.trust(),
                "test",
                Duration.ofMillis(200))) {
      ProbeResult result = probe.send(message(SECRET));

      assertThat(result.reason()).startsWith("Tiempo agotado al recibir la respuesta del dealer");
      assertThat(result.lasted()).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void masksASecretThatIsBeingReplaced() throws Exception {
    try (Receiver dealer = certificates.receiver("good", Receiver.reply(401, "not " + OTHER));
        WebhookProbe probe = probe(dealer, URL)) {
      assertThat(probe.send(message(SECRET, List.of(OTHER), Duration.ZERO)).reason())
          .endsWith("not ***");
    }
  }

  private static WebhookProbe probe(Receiver dealer, String url) throws Exception {
    return probe(dealer, url, PATIENCE);
  }

  private static WebhookProbe probe(Receiver dealer, String url, Duration patience)
      throws Exception {
    return new WebhookProbe(
        url,
        properties(),
        Dials.to(dealer).answeringAll("93.184.215.14").network(certificates.trusted()),
        certificates.trust(),
        "dealer-sync/1.2.3",
        patience);
  }

  private static ProbeMessage message(String secret) {
    return message(secret, List.of(), Duration.ZERO);
  }

  private static ProbeMessage message(String secret, List<String> previous, Duration age) {
    return new ProbeMessage("msg_1", "BAC9", "{}".getBytes(UTF_8), secret, previous, age);
  }
}
