package com.dealersync.sync;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Somebody who is told what becomes of loads, and fails one time in three. Thread-safe. */
final class WeekNotices implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DealerServer server = DealerServer.started();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

  WeekNotices(RandomGenerator random) {
    server.answerWith(request -> answer(request, random));
  }

  private Answer answer(Received request, RandomGenerator random) {
    if (random.nextInt(3) == 0) {
      return new Answer(500, "");
    }
    try {
      JsonNode notice = JSON.readTree(new String(request.body(), StandardCharsets.UTF_8));
      accepted.add(notice.path("evento").asText() + " " + notice.path("idCarga").asText());
      return new Answer(204, "");
    } catch (JsonProcessingException e) {
      return new Answer(400, "");
    }
  }

  String url() {
    return server.url() + "/avisos";
  }

  /** What it took, as the event and the load. */
  List<String> accepted() {
    return List.copyOf(accepted);
  }

  List<String> acceptedMoreThanOnce() {
    return accepted.stream()
        .collect(Collectors.groupingBy(what -> what, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 1)
        .map(Object::toString)
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
