package com.dealersync.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the receivers that are given away do beyond what the probe of a receiver sees. */
@Tag("slow")
class ReceiversTests {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @EnumSource
  void verifiesStoresInOrderAndConfirms(Sample sample) throws Exception {
    assumeTrue(sample.isInstalled(), () -> sample + " cannot run on this machine: not tested");
    try (Sample.Running receiver = sample.start(SECRET)) {
      Instant now = Instant.now();
      String newer = catalog("2026-01-02T10:00:00", 8, "Envisión 日本 🚗");
      HttpResponse<String> first = send(receiver, "msg_8", now, newer);
      HttpResponse<String> again = send(receiver, "msg_8", now.minusSeconds(60), newer);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.body()).contains("ackToken").isEqualTo(again.body());
      assertThat(stored(receiver)).isEqualTo(newer);

      assertThat(send(receiver, "msg_9", now.plusSeconds(600), newer).statusCode()).isEqualTo(401);
      assertThat(send(receiver, "msg_9", now.minusSeconds(600), newer).statusCode()).isEqualTo(401);
      assertThat(send(receiver, "msg_9", now, "nada").statusCode()).isEqualTo(400);

      String older = catalog("2026-01-01T10:00:00", 9, "vieja");
      HttpResponse<String> late = send(receiver, "msg_7", now, older);
      assertThat(late.statusCode()).isEqualTo(200);
      assertThat(late.body()).contains("ackToken").isNotEqualTo(first.body());
      assertThat(stored(receiver)).isEqualTo(newer);

      String newest = catalog("2026-01-02T10:00:00", 10, "nueva");
      assertThat(send(receiver, "msg_10", now, newest).statusCode()).isEqualTo(200);
      assertThat(stored(receiver)).isEqualTo(newest);
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksForAMessageAgainThatItCouldNotStore(Sample sample) throws Exception {
    assumeTrue(sample.isInstalled(), () -> sample + " cannot run on this machine: not tested");
    try (Sample.Running receiver = sample.start(SECRET)) {
      Path inTheWay = Files.createDirectories(receiver.directory().resolve("ProductList.json/x"));
      String catalog = catalog("2026-01-02T10:00:00", 8, "Envisión");

      assertThat(send(receiver, "msg_8", Instant.now(), catalog).statusCode()).isEqualTo(500);

      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
      assertThat(send(receiver, "msg_8", Instant.now(), catalog).statusCode()).isEqualTo(200);
      assertThat(stored(receiver)).isEqualTo(catalog);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatToReplaceForProduction(Sample sample) throws Exception {
    assertThat(Files.readString(sample.source()))
        .contains("For production replace", "unique key on the webhook-id");
  }

  /** With the names of the headers in a case of their own. */
  private HttpResponse<String> send(Sample.Running receiver, String id, Instant time, String body)
      throws Exception {
    long seconds = time.getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.url()))
            .version(HttpClient.Version.HTTP_1_1)
            .header("WEBHOOK-ID", id)
            .header("Webhook-Timestamp", Long.toString(seconds))
            .header("wEBHOOK-sIGNATURE", new Webhook(SECRET).sign(id, seconds, body))
            .POST(BodyPublishers.ofString(body, UTF_8))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static String stored(Sample.Running receiver) throws Exception {
    return Files.readString(receiver.directory().resolve("ProductList.json"));
  }

  private static String catalog(String loadedAt, long load, String product) {
    return """
        {"procesodetalle":[{"eventoCargaProcesoId":%d,"proceso":"ProductList","fechaCarga":"%s",\
        "idCarga":"a","registros":1,"webhooksTotales":1}],"listaProductos":[{"nombreProducto":"%s"}]}"""
        .formatted(load, loadedAt, product);
  }
}
