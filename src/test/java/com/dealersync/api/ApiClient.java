package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.json.JSONException;
import org.jspecify.annotations.Nullable;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/** Calls the service as its clients do, over HTTP. Its bearer may do everything. */
final class ApiClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;

  ApiClient(int port) {
    this.root = "http://127.0.0.1:" + port;
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /** The part of the body at a JSON pointer. */
    JsonNode at(String pointer) {
      try {
        return JSON.readTree(body()).at(pointer);
      } catch (JsonProcessingException e) {
        throw new AssertionError("Not JSON: " + body(), e);
      }
    }

    /** Checks status, content type and the whole body: nothing missing, nothing more. */
    void is(int status, String json) {
      assertThat(status()).as(body()).isEqualTo(status);
      assertThat(header("Content-Type")).hasValue("application/json");
      try {
        JSONAssert.assertEquals(json, body(), JSONCompareMode.STRICT);
      } catch (JSONException e) {
        throw new AssertionError("Not JSON: " + body(), e);
      }
    }

    /** Checks an error that says no more than this. */
    void isError(int status, String message) {
      is(
          status,
          """
          {"success": false, "message": "%s", "timestamp": "2025-01-07T10:30:00"}"""
              .formatted(message));
    }
  }

  Answer get(String path) {
    return send(request("GET", path, null));
  }

  Answer delete(String path) {
    return send(request("DELETE", path, null));
  }

  Answer post(String path, String json) {
    return send(request("POST", path, json));
  }

  /** A synchronisation of that load. */
  Answer start(String processType, String idCarga) {
    return post(
        Api.BASE,
        """
        {"processType": "%s", "idCarga": "%s"}"""
            .formatted(processType, idCarga));
  }

  /** With a token, and the content type of a JSON body if there is one; change it at will. */
  HttpRequest.Builder request(String method, String path, @Nullable String json) {
    HttpRequest.Builder request =
        anonymous(
                method,
                path,
                json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .setHeader("Authorization", "Bearer " + TestTokens.token());
    return json == null ? request : request.setHeader("Content-Type", "application/json");
  }

  HttpRequest.Builder anonymous(String method, String path, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE).method(method, body);
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
