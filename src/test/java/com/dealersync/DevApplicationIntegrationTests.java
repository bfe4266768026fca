package com.dealersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

class DevApplicationIntegrationTests {

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final Duration RUN = Duration.ofSeconds(60);

  private static ConfigurableApplicationContext context;
  private static RestClient anybody;

  @BeforeAll
  static void start() {
    context = started();
    anybody = client(context).build();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void sendsTheProductsToEachDealerWithTheResultOfItsWebhook() {
    RestClient caller = caller("");
    long run = synchronise(caller, "ProductList", "productlist_demo_001");

    JsonNode view = finished(caller, run);
    assertThat(view.at("/resultado").asText()).isEqualTo("PARCIAL");
    assertThat(view.at("/webhooks/totales").asInt()).isEqualTo(30);
    assertThat(view.at("/webhooks/fallidos").asInt()).isEqualTo(3);
    assertThat(view.at("/iniciadoPor").asText()).isEqualTo("desarrollo");

    List<JsonNode> dealers = dealers(caller, run);
    assertThat(dealers).hasSize(47);
    assertThat(dealers)
        .filteredOn(dealer -> dealer.at("/estado").asText().equals("EXITOSO"))
        .hasSize(44)
        .allSatisfy(
            dealer -> {
              assertThat(dealer.at("/codigoHttp").asInt()).isEqualTo(200);
              assertThat(dealer.at("/token").asText()).startsWith("ACK-");
              assertThat(dealer.at("/intentos").asInt())
                  .isEqualTo(dealer.at("/nombre").asText().contains("segundo intento") ? 2 : 1);
            });
    assertThat(dealers)
        .filteredOn(dealer -> dealer.at("/estado").asText().equals("FALLIDO"))
        .extracting(dealer -> dealer.at("/codigoHttp").asInt())
        .containsExactlyInAnyOrder(401, 500, 200);

    List<JsonNode> received = received(anybody);
    assertThat(received).hasSize(30);
    assertThat(received)
        .allSatisfy(
            webhook -> {
              assertThat(webhook.at("/falsos").asInt()).isZero();
              assertThat(webhook.at("/recibidos").asInt()).isPositive();
            });
    assertThat(received)
        .filteredOn(webhook -> webhook.at("/comportamiento").asText().startsWith("confirma"))
        .hasSize(27)
        .allSatisfy(webhook -> assertThat(webhook.at("/confirmados").asInt()).isPositive());
  }

  @Test
  void hasCampaignsToSendToo() {
    RestClient caller = caller("?scope=sync.write+sync.read");
    long run = synchronise(caller, "CampaignList", "campaignlist_demo_001");

    assertThat(finished(caller, run).at("/dealers/exitosos").asInt()).isEqualTo(44);
  }

  @Test
  void givesATokenWithTheScopesAskedFor() {
    JsonNode answer =
        anybody.get().uri("/dev/token?scope=sync.read").retrieve().body(JsonNode.class);
    assertThat(answer.at("/scope").asText()).isEqualTo("sync.read");

    RestClient reader =
        client(context)
            .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + answer.at("/token").asText())
            .build();
    assertThat(reader.get().uri(API + "/procesos").retrieve().toBodilessEntity().getStatusCode())
        .isEqualTo(HttpStatus.OK);
    assertThat(clean(reader)).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(clean(anybody)).isEqualTo(HttpStatus.UNAUTHORIZED);
  }

  @Test
  void offersItsTokensInTheConsole() {
    assertThat(anybody.get().uri("/consola/config.json").retrieve().body(JsonNode.class))
        .hasToString("{\"zona\":\"America/Mexico_City\",\"desarrollo\":true}");
    assertThat(anybody.get().uri("/consola/").retrieve().body(String.class)).contains("Consola");
  }

  @Test
  void refusesAScopeThatDoesNotExist() {
    ResponseEntity<String> answer =
        anybody.get().uri("/dev/token?scope=sync.read+root").retrieve().toEntity(String.class);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody()).contains("sync.read, sync.write, sync.admin");
  }

  @Test
  void describesItselfInSwagger() {
    assertThat(anybody.get().uri("/swagger-ui/index.html").retrieve().body(String.class))
        .contains("Swagger UI");
  }

  @Test
  void endsWithItsContextAllThatItStarted() {
    List<Integer> ports;
    try (ConfigurableApplicationContext other = started()) {
      ports =
          Stream.concat(
                  Stream.of(other.getEnvironment().getRequiredProperty("spring.data.redis.url")),
                  received(client(other).build()).stream().map(it -> it.at("/url").asText()))
              .map(url -> URI.create(url).getPort())
              .distinct()
              .toList();
      assertThat(ports).hasSize(16).allSatisfy(port -> connect(port));
    }
    assertThat(ports)
        .allSatisfy(
            port ->
                assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port)));
  }

  @Test
  void leavesNothingBehindIfItsPortIsTaken() throws IOException {
    List<Long> before = children();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatException()
          .isThrownBy(
              () -> DevApplication.run(Map.of(), "--server.port=" + taken.getLocalPort()).close())
          .withRootCauseInstanceOf(BindException.class);
    }
    assertThat(children()).isSubsetOf(before);
  }

  /** Fails fast where it fails: the demo's broken webhook shall not hold up the tests. */
  private static ConfigurableApplicationContext started() {
    return DevApplication.run(
        Map.of(), "--server.port=0", "--dealer-sync.delivery.retry.delays=50ms,100ms");
  }

  private static RestClient.Builder client(ConfigurableApplicationContext service) {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    return RestClient.builder()
        .baseUrl("http://127.0.0.1:" + port)
        .defaultStatusHandler(status -> true, (request, response) -> {});
  }

  private static RestClient caller(String scopes) {
    String token =
        anybody
            .get()
            .uri("/dev/token" + scopes)
            .accept(MediaType.TEXT_PLAIN)
            .retrieve()
            .body(String.class);
    return client(context).defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token).build();
  }

  private static long synchronise(RestClient caller, String processType, String idCarga) {
    ResponseEntity<JsonNode> answer =
        caller
            .post()
            .uri(API)
            .body(Map.of("processType", processType, "idCarga", idCarga))
            .retrieve()
            .toEntity(JsonNode.class);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
    return answer.getBody().at("/data/syncControlId").asLong();
  }

  private static JsonNode finished(RestClient caller, long run) {
    return Awaitility.await()
        .atMost(RUN)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> caller.get().uri(API + "/" + run).retrieve().body(JsonNode.class).at("/data"),
            view -> view.at("/status").asText().equals("COMPLETED"));
  }

  private static List<JsonNode> dealers(RestClient caller, long run) {
    return list(
        caller
            .get()
            .uri(API + "/" + run + "/dealers?size=100")
            .retrieve()
            .body(JsonNode.class)
            .at("/data/elementos"));
  }

  private static List<JsonNode> received(RestClient client) {
    return list(client.get().uri("/dev/dealers").retrieve().body(JsonNode.class));
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static HttpStatusCode clean(RestClient client) {
    return client
        .delete()
        .uri(API + "/limpiar-locks")
        .retrieve()
        .toBodilessEntity()
        .getStatusCode();
  }

  private static void connect(int port) throws IOException {
    new Socket("127.0.0.1", port).close();
  }

  private static List<Long> children() {
    return ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
  }
}
