package com.dealersync.chaos;

import com.dealersync.chaos.History.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Whoever calls the nodes, and remembers what they answered. Thread-safe. */
final class Client {

  private static final String BASE = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Answer> answers = new CopyOnWriteArrayList<>();

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /**
   * Asks for a run.
   *
   * @param mustBeAccepted whether everything is well and nothing at work
   */
  Answer post(Node node, String processType, String idCarga, boolean mustBeAccepted) {
    Instant sent = Instant.now();
    int status = 0;
    String body;
    try {
      HttpResponse<String> response =
          node.send(
              node.request(BASE)
                  .POST(
                      BodyPublishers.ofString(
                          "{\"processType\":\"%s\",\"idCarga\":\"%s\"}"
                              .formatted(processType, idCarga))));
      status = response.statusCode();
      body = response.body();
    } catch (IOException e) {
      body = String.valueOf(e);
    }
    Answer answer =
        new Answer(
            sent,
            Instant.now(),
            node.name(),
            processType,
            idCarga,
            status,
            status == 202 ? runId(body) : null,
            body,
            mustBeAccepted);
    answers.add(answer);
    return answer;
  }

  /**
   * Asks for something else than a run.
   *
   * @return the status; 0 without an answer
   */
  int ask(Node node, String path, String body) {
    try {
      return node.send(node.request(BASE + path).POST(BodyPublishers.ofString(body))).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Reads something below the API's path.
   *
   * @return the status; 0 without an answer
   */
  int get(Node node, String path) {
    try {
      return node.send(node.request(BASE + path).GET()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static @Nullable Long runId(String body) {
    try {
      JsonNode id = JSON.readTree(body).at("/data/syncControlId");
      return id.isNumber() ? id.asLong() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
