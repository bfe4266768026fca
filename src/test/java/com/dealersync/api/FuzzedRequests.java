package com.dealersync.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dealersync.api.Contract.Call;
import com.dealersync.api.Contract.Parameter;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Requests of a call as its document allows them, most of them spoilt in one place or another. The
 * same seed gives the same ones.
 */
final class FuzzedRequests {

  private final Contract contract;
  private final List<String> known;
  private final Random random;

  /**
   * @param known what the database has, so that not every request asks for nothing; the first is a
   *     run
   */
  FuzzedRequests(Contract contract, List<String> known, long seed) {
    this.contract = contract;
    this.known = known;
    this.random = new Random(seed);
  }

  /**
   * One request.
   *
   * @param body empty where it has none
   */
  record Fuzzed(Call call, String path, String body, boolean inChunks, List<String> headers) {

    HttpRequest.Builder request(ApiClient api) {
      HttpRequest.Builder request = api.anonymous(call.method(), path, published());
      return headers.isEmpty() ? request : request.headers(headers.toArray(String[]::new));
    }

    private BodyPublisher published() {
      byte[] bytes = body.getBytes(UTF_8);
      return bytes.length == 0
          ? BodyPublishers.noBody()
          : inChunks
              ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
              : BodyPublishers.ofByteArray(bytes);
    }
  }

  Fuzzed next(Call call) {
    return new Fuzzed(call, path(call), body(call), oneIn(2), headers(call));
  }

  /** Each strange text in each query parameter of the call, which is else as it should be. */
  Stream<Fuzzed> withEachTextInEachParameter(Call call) {
    String path = Api.BASE + call.path().replaceAll("\\{.*?}", known.getFirst());
    List<String> headers = List.of("Authorization", "Bearer " + TestTokens.token());
    return contract.inputs(call).stream()
        .filter(parameter -> parameter.in().equals("query"))
        .flatMap(
            parameter ->
                Nonsense.TEXTS.stream()
                    .map(
                        text -> {
                          StringBuilder query = new StringBuilder();
                          append(query, parameter.name(), text);
                          return new Fuzzed(call, path + query, "", false, headers);
                        }));
  }

  private String path(Call call) {
    String path = Api.BASE + call.path();
    StringBuilder query = new StringBuilder();
    for (Parameter parameter : contract.inputs(call)) {
      if (parameter.in().equals("path")) {
        path = path.replace("{%s}".formatted(parameter.name()), encoded(segment(parameter)));
      } else if (parameter.in().equals("query") && oneIn(2)) {
        append(query, parameter.name(), value(parameter.schema()));
      }
    }
    if (oneIn(8)) {
      append(query, any(Nonsense.TEXTS), any(Nonsense.TEXTS));
    }
    return path + query;
  }

  private static void append(StringBuilder query, String name, String value) {
    query
        .append(query.isEmpty() ? '?' : '&')
        .append(encoded(name))
        .append('=')
        .append(encoded(value));
  }

  /** Without one the path would be another call's. */
  private String segment(Parameter parameter) {
    String value = value(parameter.schema());
    return value.isBlank() || value.startsWith("..") ? "x" : value;
  }

  private String value(JsonNode schema) {
    if (oneIn(3)) {
      return any(Nonsense.TEXTS);
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size())).asText();
    }
    if (schema.has("maximum")) {
      return Long.toString(random.nextLong(schema.get("maximum").asLong() + 2));
    }
    return any(known);
  }

  private String body(Call call) {
    List<String> properties = contract.properties(call);
    if (properties.isEmpty()) {
      return oneIn(5) ? any(Nonsense.SMALL_BODIES) : "";
    }
    if (oneIn(4)) {
      return any(oneIn(8) ? Nonsense.LARGE_BODIES : Nonsense.SMALL_BODIES);
    }
    List<String> fields = new ArrayList<>();
    properties.forEach(property -> fields.add(field(property)));
    if (oneIn(6)) {
      fields.add(any(fields));
    }
    if (oneIn(6)) {
      fields.remove(random.nextInt(fields.size()));
    }
    String whole = "{%s}".formatted(String.join(", ", fields));
    return oneIn(8) ? whole.substring(0, random.nextInt(whole.length())) : whole;
  }

  private String field(String property) {
    String name = oneIn(12) ? any(Nonsense.TEXTS) : property;
    String value =
        oneIn(6)
            ? any(Nonsense.VALUES)
            : new TextNode(any(oneIn(6) ? Nonsense.TEXTS : known)).toString();
    return new TextNode(name) + ": " + value;
  }

  private List<String> headers(Call call) {
    List<String> headers = new ArrayList<>();
    header(headers, "Authorization", "Bearer " + TestTokens.token(), Nonsense.CREDENTIALS);
    header(headers, "Content-Type", "application/json", Nonsense.MEDIA_TYPES);
    header(headers, "Accept", "application/json", Nonsense.MEDIA_TYPES);
    contract.inputs(call).stream()
        .filter(parameter -> parameter.in().equals("header"))
        .forEach(parameter -> header(headers, parameter.name(), "a-1", Nonsense.TEXTS));
    return headers;
  }

  private void header(List<String> headers, String name, String valid, List<String> nonsense) {
    if (!oneIn(8)) {
      headers.add(name);
      headers.add(oneIn(5) ? any(nonsense).replaceAll("[^ -~\u00A0-\u00FF]", "") : valid);
    }
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
