package com.dealersync.ops;

import static org.awaitility.Awaitility.await;

import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Calls the service as operators and their tools do. */
final class OpsClient {

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Environment environment;

  OpsClient(Environment environment) {
    this.environment = environment;
  }

  /**
   * @param token null to ask as a stranger
   */
  HttpResponse<String> get(String path, @Nullable String token) {
    return send(request(path, token));
  }

  /** Asks for a synchronisation, with a correlation id of the caller's and perhaps more headers. */
  HttpResponse<String> start(
      String processType, String idCarga, String correlationId, String... namesAndValues) {
    HttpRequest.Builder request =
        request(API, TestTokens.token())
            .header("Content-Type", "application/json")
            .header("X-Correlation-Id", correlationId)
            .POST(
                BodyPublishers.ofString(
                    """
                    {"processType": "%s", "idCarga": "%s"}"""
                        .formatted(processType, idCarga)));
    if (namesAndValues.length > 0) {
      request.headers(namesAndValues);
    }
    return send(request);
  }

  /** The number of the run that was accepted. */
  static long runOf(HttpResponse<String> accepted) {
    return json(accepted).at("/data/syncControlId").asLong();
  }

  /** Until it has ended. */
  void awaitEnd(long run) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                json(get(API + "/" + run, TestTokens.token()))
                    .at("/data/status")
                    .asText()
                    .matches("COMPLETED|FAILED|CANCELLED"));
  }

  Scrape scrape() {
    return Scrape.of(get("/actuator/prometheus", TestTokens.token()).body());
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    int port = environment.getRequiredProperty("local.server.port", Integer.class);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
