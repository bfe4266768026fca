package com.dealersync.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoDealersTests {

  private static final String BODY =
      """
      {"procesodetalle":[{"proceso":"ProductList"}],"listaProductos":[{"nombreLocal":"Año"}]}""";

  private final DemoDealers dealers = DemoDealers.started(47);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    dealers.close();
    client.close();
  }

  @Test
  void shareThirtyWebhooksOfWhichSevenAreOdd() {
    assertThat(dealers.all()).hasSize(47).extracting(DemoDealer::bac).doesNotHaveDuplicates();
    Map<DemoWebhook, List<DemoDealer>> sharing =
        dealers.all().stream().collect(Collectors.groupingBy(DemoDealer::webhook));
    assertThat(sharing).hasSize(30);
    Map<Behaviour, Integer> counts = new EnumMap<>(Behaviour.class);
    sharing.forEach(
        (webhook, group) -> counts.merge(webhook.behaviour(), group.size(), Integer::sum));
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Behaviour.CONFIRMS, 40,
                Behaviour.CLOSES, 1,
                Behaviour.IN_LATIN_1, 1,
                Behaviour.LATE, 1,
                Behaviour.SLOW, 1,
                Behaviour.UNAUTHORISED, 1,
                Behaviour.BROKEN, 1,
                Behaviour.WITHOUT_TOKEN, 1));
  }

  @Test
  void areAsManyAsAskedForWithTheSameSevenOddWebhooks() {
    try (DemoDealers many = DemoDealers.started(500)) {
      assertThat(many.all()).hasSize(500);
      assertThat(many.all())
          .filteredOn(dealer -> dealer.webhook().behaviour() != Behaviour.CONFIRMS)
          .hasSize(7);
    }
  }

  @Test
  void confirmAMessageWithOneTokenHoweverOftenItComes() throws Exception {
    DemoWebhook webhook = webhook(Behaviour.CONFIRMS);

    HttpResponse<String> first = send(webhook, "msg_1", webhook.secret());
    HttpResponse<String> again = send(webhook, "msg_1", webhook.secret());
    HttpResponse<String> other = send(webhook, "msg_2", webhook.secret());

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).matches("\\{\"ackToken\":\"ACK-[0-9a-f]{32}\"}");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.body()).isNotEqualTo(first.body());
    assertThat(webhook.tally().recibidos()).isEqualTo(3);
    assertThat(webhook.tally().confirmados()).isEqualTo(3);
  }

  @Test
  void refuseAStrangersSignatureAndAnotherBody() throws Exception {
    DemoWebhook webhook = webhook(Behaviour.CONFIRMS);
    String strange = "whsec_c3RyYW5nZXI=";

    assertThat(send(webhook, "msg_1", strange).statusCode()).isEqualTo(401);
    HttpRequest other =
        HttpRequest.newBuilder(request(webhook, "msg_1", webhook.secret()), (name, value) -> true)
            .POST(BodyPublishers.ofString(BODY + " "))
            .build();
    assertThat(client.send(other, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(webhook.tally().falsos()).isEqualTo(2);
    assertThat(webhook.tally().confirmados()).isZero();
  }

  @Test
  void misbehaveAsTheySay() throws Exception {
    for (Map.Entry<Behaviour, Integer> expected :
        Map.of(
                Behaviour.UNAUTHORISED, 401,
                Behaviour.BROKEN, 500,
                Behaviour.WITHOUT_TOKEN, 200)
            .entrySet()) {
      DemoWebhook webhook = webhook(expected.getKey());
      HttpResponse<String> answer = send(webhook, "msg_1", webhook.secret());
      assertThat(answer.statusCode()).isEqualTo(expected.getValue());
      assertThat(answer.body()).doesNotContain("ackToken");
    }
  }

  @Test
  void closeWithoutAWordIfTheyClose() throws Exception {
    DemoWebhook webhook = webhook(Behaviour.CLOSES);

    // Only one request: the JDK's client would send a second one into the connection that closes.
    HttpResponse<String> answer = send(webhook, "msg_1", webhook.secret());
    assertThat(answer.body()).contains("ackToken");
    assertThat(answer.headers().firstValue("Connection")).isEmpty();
    try (Socket socket = new Socket("127.0.0.1", URI.create(webhook.url()).getPort())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void answerInTheirCharset() throws Exception {
    DemoWebhook webhook = webhook(Behaviour.IN_LATIN_1);

    HttpResponse<String> answer = send(webhook, "msg_1", webhook.secret());

    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/json;charset=ISO-8859-1");
    assertThat(answer.body()).contains("ackToken").contains("Catálogo recibido");
  }

  @Test
  void confirmAtTheSecondAttemptIfTheyAreLate() throws Exception {
    DemoWebhook webhook = webhook(Behaviour.LATE);

    assertThat(send(webhook, "msg_1", webhook.secret()).statusCode()).isEqualTo(503);
    assertThat(send(webhook, "msg_1", webhook.secret()).body()).contains("ackToken");
  }

  @Test
  void answerLateIfTheyAreSlow() throws Exception {
    DemoWebhook webhook = webhook(Behaviour.SLOW);
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request(webhook, "msg_1", webhook.secret()), BodyHandlers.ofString());

    Awaitility.await().until(() -> webhook.tally().recibidos() == 1);

    assertThat(answer).isNotDone();
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).contains("ackToken");
  }

  private DemoWebhook webhook(Behaviour behaviour) {
    return dealers.all().stream()
        .map(DemoDealer::webhook)
        .filter(webhook -> webhook.behaviour() == behaviour)
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> send(DemoWebhook webhook, String id, String signingSecret)
      throws Exception {
    return client.send(request(webhook, id, signingSecret), BodyHandlers.ofString());
  }

  private static HttpRequest request(DemoWebhook webhook, String id, String signingSecret)
      throws Exception {
    long now = Instant.now().getEpochSecond();
    return HttpRequest.newBuilder(URI.create(webhook.url()))
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(now))
        .header("webhook-signature", new Webhook(signingSecret).sign(id, now, BODY))
        .POST(BodyPublishers.ofString(BODY))
        .build();
  }
}
