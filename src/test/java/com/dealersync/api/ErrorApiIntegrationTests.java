package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class ErrorApiIntegrationTests {

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/error",
        "/api",
        "/actuator/env",
        Api.BASE + "/no-existe",
        Api.BASE + "/1/no-existe",
        Api.BASE + "/1x",
        Api.BASE + "/9999999999999999999",
        Api.BASE + "/-1",
        Api.BASE + "/estado",
        "/swagger-ui/nothing.js",
        "/favicon.ico"
      })
  void knowsNoOtherPath(String path) {
    api.get(path).isError(404, "La ruta solicitada no existe.");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, '', 'GET, POST'",
    "DELETE, /1, GET",
    "POST, /procesos, GET",
    "PATCH, /estado/ProductList, GET"
  })
  void allowsNoOtherMethodAndNamesTheOnesItDoes(String method, String path, String allowed) {
    Answer answer = api.send(api.request(method, Api.BASE + path, "{}"));

    answer.isError(405, "El método HTTP no está permitido en esta ruta.");
    assertThat(List.of(answer.header("Allow").orElseThrow().split(",\\s*")))
        .containsExactlyInAnyOrder(allowed.split(",\\s*"));
  }

  @ParameterizedTest
  @CsvSource({"GET, /procesos", "GET, ''", "POST, ''", "GET, /estado/ProductList"})
  void answersNothingButJson(String method, String path) {
    api.send(
            api.request(method, Api.BASE + path, method.equals("POST") ? "{}" : null)
                .setHeader("Accept", "text/html"))
        .isError(406, "Esta API responde solamente application/json.");
  }

  @Test
  void saysWhatIsWrongEvenToThoseWhoWantNoJson() {
    Answer answer =
        api.send(api.request("GET", "/nothing", null).setHeader("Accept", "application/xml"));

    answer.isError(404, "La ruta solicitada no existe.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "nonsense"
      })
  void readsNothingButJson(String contentType) {
    Answer answer =
        api.send(api.request("POST", Api.BASE, "{}").setHeader("Content-Type", contentType));

    answer.isError(415, "El cuerpo de la petición debe ser application/json.");
  }

  @Test
  void readsNoBodyOverSixteenKilobytes() {
    String body = "{\"processType\": \"ProductList\", \"idCarga\": \"%s\"}";
    String longest = body.formatted("x".repeat(BodyLimitFilter.MAX_BYTES - body.length() + 2));

    assertThat(api.post(Api.BASE, longest).at("/data/0/campo").asText()).isEqualTo("idCarga");
    api.post(Api.BASE, longest + " ")
        .isError(413, "El cuerpo de la petición supera el máximo de 128 kB.");
  }

  @Test
  void readsNoLongBodyWhoseLengthIsUnknown() {
    InputStream endless = new ByteArrayInputStream(" ".repeat(200_000).getBytes());

    api.send(
            api.request("POST", Api.BASE, "")
                .method("POST", BodyPublishers.ofInputStream(() -> endless)))
        .isError(413, "El cuerpo de la petición supera el máximo de 128 kB.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//procesos", "/procesos;a=b", "/%2e%2e/procesos", "/procesos%0a"})
  void refusesPathsThatTwoReadersCouldUnderstandDifferently(String path) {
    api.get(Api.BASE + path).isError(400, "La petición no es válida.");
  }

  @Test
  void tellsNobodyWhatWentWrongInside() {
    sql.execute("alter table CO_EVENTOSCARGASINCCONTROL rename to HIDDEN_FROM_THE_SERVICE");
    try {
      Answer answer =
          api.send(
              api.request("GET", Api.BASE + "/1", null).setHeader("X-Correlation-Id", "c-500"));

      answer.is(
          500,
          """
          {"success": false,
           "message": "Error interno. Al reportarlo indique el identificador de correlación c-500.",
           "data": {"correlationId": "c-500"},
           "timestamp": "2025-01-07T10:30:00"}""");
      assertThat(answer.header("X-Correlation-Id")).hasValue("c-500");
    } finally {
      sql.execute("alter table HIDDEN_FROM_THE_SERVICE rename to CO_EVENTOSCARGASINCCONTROL");
    }
  }

  @Test
  void hasNoLockCleaningOutsideDevelopmentWhoeverAsks() {
    String path = Api.BASE + "/limpiar-locks";
    for (String method : List.of("DELETE", "GET", "POST", "PUT")) {
      api.send(api.anonymous(method, path, BodyPublishers.noBody()))
          .isError(404, "La ruta solicitada no existe.");
      api.send(
              api.anonymous(method, path, BodyPublishers.noBody())
                  .setHeader("Authorization", "Bearer nonsense"))
          .isError(404, "La ruta solicitada no existe.");
      api.send(api.request(method, path, null)).isError(404, "La ruta solicitada no existe.");
    }
  }

  @Test
  void answersAHeadRequestWithoutABody() {
    Answer found = api.send(api.request("HEAD", Api.BASE + "/procesos", null));
    Answer missing = api.send(api.request("HEAD", Api.BASE + "/999", null));

    assertThat(found.status()).isEqualTo(200);
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body()).isEmpty();
  }
}
