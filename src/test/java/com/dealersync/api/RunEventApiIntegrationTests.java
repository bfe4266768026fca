package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The progress of runs, read as it comes. */
@ApiTest
@Timeout(60)
class RunEventApiIntegrationTests {

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;
  @Autowired ObjectMapper json;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void followsARunToItsEnd() throws Exception {
    long run = scene.activeRun();
    try (Events events = events(run, null)) {
      assertThat(events.response().headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      Event first = events.next();
      assertThat(first.name()).isEqualTo("progreso");
      assertThat(first.data().at("/porcentaje").asInt()).isEqualTo(50);
      assertThat(first.data().at("/syncControlId").asLong()).isEqualTo(run);

      sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_WEBHOOKSPROCESADOS = 2");
      Event second = events.next();
      assertThat(second.name()).isEqualTo("progreso");
      assertThat(second.data().at("/porcentaje").asInt()).isEqualTo(100);
      assertThat(second.id()).isNotEqualTo(first.id());

      sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'COMPLETED'");
      Event end = events.next();
      assertThat(end.name()).isEqualTo("fin");
      assertThat(end.data().at("/status").asText()).isEqualTo("COMPLETED");
      assertThat(events.isAtItsEnd()).isTrue();
    }
  }

  @Test
  void goesOnAfterTheLastEventThatWasSeen() throws Exception {
    long run = scene.activeRun();
    String seen;
    try (Events events = events(run, null)) {
      seen = events.next().id();
    }
    try (Events events = events(run, seen)) {
      sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_WEBHOOKSPROCESADOS = 2");

      assertThat(events.next().data().at("/porcentaje").asInt()).isEqualTo(100);
    }
  }

  @Test
  void tellsTheEndOfARunOnceAndThenThatThereIsNoMore() throws Exception {
    long run = scene.completedRun();
    String seen;
    try (Events events = events(run, null)) {
      Event end = events.next();
      assertThat(end.name()).isEqualTo("fin");
      seen = end.id();
      assertThat(events.isAtItsEnd()).isTrue();
    }

    Answer again =
        api.send(
            api.request("GET", path(run), null)
                .setHeader("Accept", "text/event-stream")
                .setHeader("Last-Event-ID", seen));

    assertThat(again.status()).isEqualTo(204);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void aHeadRequestDoesNotWaitForTheRun() {
    Answer head = api.send(api.request("HEAD", path(scene.activeRun()), null));

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
  }

  @Test
  void answersErrorsInTheEnvelope() {
    api.send(api.request("GET", path(999), null).setHeader("Accept", "text/event-stream"))
        .isError(404, "No existe la ejecución 999.");
  }

  private static String path(long run) {
    return Api.BASE + "/" + run + "/eventos";
  }

  private Events events(long run, String lastEventId) throws Exception {
    HttpRequest.Builder request =
        api.request("GET", path(run), null).setHeader("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.setHeader("Last-Event-ID", lastEventId);
    }
    HttpClient http = HttpClient.newHttpClient();
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new Events(
        http,
        response,
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)),
        json);
  }

  private record Event(String name, String id, JsonNode data) {}

  private record Events(
      HttpClient http, HttpResponse<?> response, BufferedReader lines, ObjectMapper json)
      implements AutoCloseable {

    /** The next event; comments and the time to reconnect after are none. */
    Event next() throws IOException {
      Map<String, String> fields = new HashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && fields.containsKey("data")) {
          return new Event(
              fields.get("event"), fields.get("id"), json.readTree(fields.get("data")));
        }
        int colon = line.indexOf(": ");
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      throw new AssertionError("The stream ended after " + fields);
    }

    boolean isAtItsEnd() throws IOException {
      return lines.readLine() == null;
    }

    @Override
    public void close() throws IOException {
      lines.close();
      http.shutdownNow();
    }
  }
}
