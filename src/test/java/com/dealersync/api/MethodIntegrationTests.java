package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.api.Contract.Call;
import com.dealersync.api.Contract.Reply;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every documented path with every method, and with types of content that it does not take. */
@ApiTest
@TestInstance(Lifecycle.PER_CLASS)
class MethodIntegrationTests {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get");

  /** Refused before anybody asks for what. */
  private static final Set<String> UNKNOWN = Set.of("FOO", "get");

  private static final String BODY =
      "{\"processType\": \"ProductList\", \"idCarga\": \"20250107_001\"}";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired ObjectMapper json;

  private Contract contract;

  @BeforeAll
  void readTheContract() throws Exception {
    contract = new Contract(json.readTree(api.get("/v3/api-docs").body()));
  }

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @TestFactory
  Stream<DynamicTest> aPathAnswersItsOwnMethodsAndRefusesTheRest() {
    Set<String> paths =
        contract.calls().stream().map(Call::path).collect(Collectors.toCollection(TreeSet::new));
    assertThat(paths).hasSizeGreaterThanOrEqualTo(9);
    return paths.stream()
        .flatMap(
            path ->
                METHODS.stream()
                    .map(
                        method ->
                            DynamicTest.dynamicTest(
                                method + " " + path, () -> check(new Call(method, path)))));
  }

  private void check(Call call) throws Exception {
    Answer answer = api.send(api.request(call.method(), path(call.path()), null));
    Set<Integer> documented =
        contract.replies().stream()
            .filter(reply -> reply.call().equals(asDocumented(call)))
            .map(Reply::status)
            .collect(Collectors.toSet());

    if (call.method().equals("OPTIONS")) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Allow")).isPresent();
    } else if (UNKNOWN.contains(call.method())) {
      assertThat(answer.status()).isEqualTo(400);
    } else if (documented.isEmpty()) {
      assertThat(answer.status()).isIn(403, 404, 405);
      assertThat(answer.header("Allow").isPresent()).isEqualTo(answer.status() == 405);
    } else {
      assertThat(answer.status()).isIn(documented).isLessThan(500);
    }
    if (List.of("HEAD", "OPTIONS").contains(call.method())) {
      assertThat(answer.body()).isEmpty();
    } else {
      assertThat(answer.at("/success").isBoolean()).as(answer.body()).isTrue();
      assertThat(answer.header("Content-Type")).hasValue("application/json");
    }
  }

  /** A HEAD is a GET without its body. */
  private static Call asDocumented(Call call) {
    return call.method().equals("HEAD") ? new Call("GET", call.path()) : call;
  }

  private static String path(String template) {
    return Api.BASE
        + template
            .replace("{syncControlId}", "1")
            .replace("{eventoCargaProcesoId}", "1")
            .replace("{bac}", "BAC001")
            .replace("{processType}", "ProductList");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/json;charset=utf-16",
        "application/json-patch+json",
        "application/*",
        "json",
        "application/json, text/plain"
      })
  void aPostTakesJsonOnly(String type) {
    for (String path : List.of("", "/previsualizar")) {
      HttpRequest.Builder request =
          api.request("POST", Api.BASE + path, null).POST(BodyPublishers.ofString(BODY));
      if (!type.isEmpty()) {
        request.setHeader("Content-Type", type);
      }

      api.send(request).isError(415, "El cuerpo de la petición debe ser application/json.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | 200",
        "application/json | 200",
        "application/* | 200",
        "application/json;charset=iso-8859-1 | 200",
        "text/html, application/json;q=0.1 | 200",
        "application/problem+json | 406",
        "text/html | 406",
        "application/xml | 406",
        "text/event-stream | 406",
        "nonsense | 406",
        "application/json;q=2 | 406"
      })
  void anAnswerIsJsonOrNoneThatTheCallerWants(String accepted, int status) {
    Answer answer =
        api.send(api.request("GET", Api.BASE + "/procesos", null).setHeader("Accept", accepted));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.at("/success").asBoolean()).isEqualTo(status == 200);
    assertThat(answer.header("Content-Type")).hasValue("application/json");
  }

  @Test
  void noOtherSiteIsLetInByABrowser() {
    for (String origin : List.of("https://evil.example", "null", "http://localhost:5001")) {
      for (String path : List.of(Api.BASE + "/procesos", "/v3/api-docs", "/actuator/info")) {
        isClosed(api.send(api.request("GET", path, null).setHeader("Origin", origin)));
        isClosed(
            api.send(
                api.anonymous("OPTIONS", path, BodyPublishers.noBody())
                    .setHeader("Origin", origin)
                    .setHeader("Access-Control-Request-Method", "POST")
                    .setHeader("Access-Control-Request-Headers", "authorization")));
      }
    }
  }

  private static void isClosed(Answer answer) {
    assertThat(answer.status()).isLessThan(500);
    assertThat(answer.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }
}
