package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.api.Contract.Call;
import com.dealersync.api.Contract.Reply;
import com.dealersync.api.FuzzedRequests.Fuzzed;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whatever is sent, every call answers as the OpenAPI document says, and never with a 5xx. {@code
 * -Dfuzz.seed=} repeats what another run found, {@code -Dfuzz.requests=} says how many for each
 * call.
 */
@ApiTest
class FuzzedApiIntegrationTests {

  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100);

  private final long seed = Long.getLong("fuzz.seed", ThreadLocalRandom.current().nextInt());

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired ObjectMapper json;

  private Contract contract;
  private FuzzedRequests requests;

  @BeforeEach
  void prepare() throws IOException {
    scene.clear();
    String run = Long.toString(scene.completedRun());
    scene.productListLoad("20250107_002");
    contract = new Contract(json.readTree(api.get("/v3/api-docs").body()));
    requests =
        new FuzzedRequests(
            contract,
            List.of(run, "999", "ProductList", "ProductList", "20250107_002", "Otro"),
            seed);
  }

  @Test
  void everyCallKeepsToTheDocumentWhateverIsSent(TestReporter reporter) throws IOException {
    reporter.publishEntry("fuzz.seed", Long.toString(seed));

    assertThat(complaints(call -> Stream.generate(() -> requests.next(call)).limit(REQUESTS)))
        .as("-Dfuzz.seed=%d", seed)
        .isEmpty();
  }

  @Test
  void everyCallKeepsToTheDocumentWhateverTextAParameterHas() throws IOException {
    assertThat(complaints(requests::withEachTextInEachParameter)).isEmpty();
  }

  private List<String> complaints(Function<Call, Stream<Fuzzed>> requestsOf) throws IOException {
    List<String> complaints = new ArrayList<>();
    for (Call call :
        contract.calls().stream().sorted(Comparator.comparing(Call::toString)).toList()) {
      for (Fuzzed fuzzed : requestsOf.apply(call).toList()) {
        Answer answer = answer(fuzzed);
        for (String complaint : complaints(call, answer)) {
          complaints.add(
              "%s: %d to %.1500s: %s".formatted(complaint, answer.status(), fuzzed, answer.body()));
        }
      }
    }
    return complaints;
  }

  /**
   * After a request that it refuses to read to its end the server closes the connection, and the
   * client may have taken it for the next one: that one is sent again, on another.
   */
  private Answer answer(Fuzzed fuzzed) {
    try {
      return api.send(fuzzed.request(api));
    } catch (UncheckedIOException closed) {
      return api.send(fuzzed.request(api));
    }
  }

  private List<String> complaints(Call call, Answer answer) throws IOException {
    Reply reply = new Reply(call, answer.status());
    if (answer.status() >= 500 || !contract.replies().contains(reply)) {
      return List.of("Undocumented status");
    }
    List<String> complaints = new ArrayList<>();
    Stream.concat(Stream.of("X-Correlation-Id"), contract.headers(reply).stream())
        .filter(name -> answer.header(name).isEmpty())
        .forEach(name -> complaints.add("No " + name));
    Stream.of("Exception", "com.dealersync", "java.", "SQL")
        .filter(answer.body()::contains)
        .forEach(name -> complaints.add("Leaks " + name));
    if (contract.hasJson(reply)) {
      if (!answer.header("Content-Type").orElse("").startsWith("application/json")) {
        complaints.add("Not sent as JSON");
      }
      contract
          .violations(reply, json.readTree(answer.body()))
          .forEach(violation -> complaints.add("Undocumented form, " + violation));
    }
    return complaints;
  }
}
