package com.dealersync.api;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the OpenAPI document says. */
record Contract(JsonNode document) {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /**
   * One call.
   *
   * @param path below {@link Api#BASE}, with the names of its variables
   */
  record Call(String method, String path) {}

  /** One answer to a call. */
  record Reply(Call call, int status) {}

  /** What a call takes beside a body. */
  record Parameter(String in, String name, JsonNode schema) {}

  Set<Call> calls() {
    return document.get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(Entry::getKey)
                    .filter(METHODS::contains)
                    .map(
                        method ->
                            new Call(
                                method.toUpperCase(Locale.ROOT),
                                path.getKey().substring(Api.BASE.length()))))
        .collect(toSet());
  }

  Set<Reply> replies() {
    return calls().stream()
        .flatMap(
            call ->
                operation(call).get("responses").properties().stream()
                    .map(reply -> new Reply(call, Integer.parseInt(reply.getKey()))))
        .collect(toSet());
  }

  List<Parameter> inputs(Call call) {
    return Stream.of(path(call), operation(call))
        .flatMap(part -> part.path("parameters").valueStream())
        .map(this::resolved)
        .map(
            parameter ->
                new Parameter(
                    parameter.get("in").asText(),
                    parameter.get("name").asText(),
                    resolved(parameter.get("schema"))))
        .toList();
  }

  /** The names of a call's variables and query parameters. */
  Set<String> parameters(Call call) {
    return inputs(call).stream()
        .filter(parameter -> !parameter.in().equals("header"))
        .map(Parameter::name)
        .collect(toCollection(TreeSet::new));
  }

  /** The fields of a call's body; empty where it takes none. */
  List<String> properties(Call call) {
    JsonNode body = operation(call).path("requestBody");
    return body.isMissingNode()
        ? List.of()
        : resolved(content(body).get("schema")).get("properties").properties().stream()
            .map(Entry::getKey)
            .toList();
  }

  /** Whether a reply has a body in JSON. */
  boolean hasJson(Reply reply) {
    return of(reply).at("/content/application~1json").isObject();
  }

  /** What of a body does not fit a schema by that name; empty if all does. */
  List<Error> violations(String schema, JsonNode body) {
    return violations(document.at("/components/schemas/" + schema), body);
  }

  /** The headers that a reply always has. */
  Set<String> headers(Reply reply) {
    return of(reply).path("headers").properties().stream()
        .filter(header -> resolved(header.getValue()).path("required").asBoolean())
        .map(Entry::getKey)
        .collect(toSet());
  }

  /** The bodies that people are shown, by name. */
  Map<String, JsonNode> examples(Reply reply) {
    return content(of(reply)).get("examples").properties().stream()
        .collect(toMap(Entry::getKey, example -> resolved(example.getValue()).get("value")));
  }

  /** What of a body does not fit the schema of the reply; empty if all does. */
  List<Error> violations(Reply reply, JsonNode body) {
    return violations(content(of(reply)).get("schema"), body);
  }

  /** What of a body does not fit the schema of the call's request; empty if all does. */
  List<Error> violations(Call call, JsonNode body) {
    return violations(content(operation(call).get("requestBody")).get("schema"), body);
  }

  private List<Error> violations(JsonNode schema, JsonNode body) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    return SCHEMAS.getSchema(whole).validate(body);
  }

  private static JsonNode content(JsonNode message) {
    return message.get("content").get("application/json");
  }

  private JsonNode of(Reply reply) {
    return resolved(operation(reply.call()).get("responses").get(Integer.toString(reply.status())));
  }

  private JsonNode operation(Call call) {
    return path(call).get(call.method().toLowerCase(Locale.ROOT));
  }

  private JsonNode path(Call call) {
    return document.get("paths").get(Api.BASE + call.path());
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
