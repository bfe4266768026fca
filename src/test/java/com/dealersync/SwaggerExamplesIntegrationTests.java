package com.dealersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Whoever tries the calls of the development start in Swagger, one after the other and with nothing
 * changed, gets what each of them is for.
 */
class SwaggerExamplesIntegrationTests {

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";

  private static ConfigurableApplicationContext service;
  private static RestClient caller;

  private record Call(String method, String path, JsonNode item, JsonNode operation) {

    Stream<JsonNode> parameters(JsonNode contract) {
      return Stream.of(item, operation)
          .flatMap(part -> elements(part.path("parameters")))
          .map(
              parameter ->
                  parameter.has("$ref")
                      ? contract.at(parameter.get("$ref").asText().substring(1))
                      : parameter);
    }

    List<Integer> successes() {
      List<Integer> statuses = new ArrayList<>();
      operation
          .get("responses")
          .fieldNames()
          .forEachRemaining(
              status -> {
                if (status.startsWith("2")) {
                  statuses.add(Integer.valueOf(status));
                }
              });
      return statuses;
    }
  }

  @BeforeAll
  static void start() {
    service =
        DevApplication.run(
            Map.of(), "--server.port=0", "--dealer-sync.delivery.retry.delays=50ms,100ms");
    RestClient.Builder anybody =
        RestClient.builder()
            .baseUrl(
                "http://127.0.0.1:"
                    + service.getEnvironment().getRequiredProperty("local.server.port"))
            .defaultStatusHandler(status -> true, (request, response) -> {});
    String token =
        anybody
            .build()
            .get()
            .uri("/dev/token")
            .accept(MediaType.TEXT_PLAIN)
            .retrieve()
            .body(String.class);
    caller = anybody.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token).build();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void eachCallDoesWhatItIsForWithItsExample() {
    JsonNode contract = caller.get().uri("/v3/api-docs").retrieve().body(JsonNode.class);
    List<Call> calls = calls(contract);
    assertThat(calls)
        .hasSizeGreaterThan(25)
        .anyMatch(call -> call.path().endsWith("limpiar-locks"));

    for (Call call : calls) {
      awaitNoRun();
      ResponseEntity<String> answer = tried(call, contract);
      assertThat(answer.getStatusCode().value())
          .as("%s %s: %s", call.method(), call.path(), answer.getBody())
          .isIn(call.successes());
    }
  }

  private static ResponseEntity<String> tried(Call call, JsonNode contract) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(call.path());
    Map<String, Object> variables = new HashMap<>();
    call.parameters(contract)
        .forEach(
            parameter -> {
              String name = parameter.get("name").asText();
              JsonNode example =
                  parameter.has("example")
                      ? parameter.get("example")
                      : parameter.at("/schema/default");
              if (parameter.get("in").asText().equals("path")) {
                variables.put(name, example.asText());
              } else if (parameter.get("in").asText().equals("query") && !example.isMissingNode()) {
                address.queryParam(name, "{" + name + "}");
                variables.put(name, example.asText());
              }
            });
    RestClient.RequestBodySpec request =
        caller
            .method(HttpMethod.valueOf(call.method()))
            .uri(address.build().toUriString(), variables);
    JsonNode body = call.operation().at("/requestBody/content/application~1json/example");
    if (!body.isMissingNode()) {
      request.contentType(MediaType.APPLICATION_JSON).body(body.toString());
    }
    return request.retrieve().toEntity(String.class);
  }

  private static void awaitNoRun() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                Stream.of("PENDING", "RUNNING")
                    .allMatch(
                        status ->
                            caller
                                    .get()
                                    .uri(API + "?status=" + status)
                                    .retrieve()
                                    .body(JsonNode.class)
                                    .at("/data/total")
                                    .asInt()
                                == 0));
  }

  private static List<Call> calls(JsonNode contract) {
    List<Call> calls = new ArrayList<>();
    contract
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> method.getValue().has("operationId"))
                    .forEach(
                        method ->
                            calls.add(
                                new Call(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    path.getValue(),
                                    method.getValue()))));
    return calls;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
