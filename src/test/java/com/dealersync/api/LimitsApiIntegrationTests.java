package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestTokens;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@ApiTest
@TestPropertySource(
    properties = {
      "dealer-sync.limits.post-per-minute=5",
      "dealer-sync.limits.get-per-minute=10",
      "dealer-sync.limits.event-streams=2"
    })
class LimitsApiIntegrationTests {

  private static final String TOO_MANY = "Demasiadas peticiones. Intente nuevamente más tarde.";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void takesSoManyReadsOfACallerWhateverTokenItShows() {
    String first = TestTokens.token("reader", "sync.read");
    String second = TestTokens.token("reader", "sync.read", "sync.write");
    IntStream.range(0, 10)
        .forEach(i -> assertThat(read(i % 2 == 0 ? first : second).status()).isEqualTo(200));

    Answer refused = read(second);

    refused.isError(429, TOO_MANY);
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 6);
    assertThat(refused.header("X-Correlation-Id")).isPresent();
    assertThat(read(TestTokens.token("another", "sync.read")).status()).isEqualTo(200);
  }

  @Test
  void takesSoManyChangesOfACaller() {
    String writer = TestTokens.token("writer", "sync.read", "sync.write");
    IntStream.range(0, 5).forEach(i -> assertThat(change(writer).status()).isEqualTo(400));

    change(writer).isError(429, TOO_MANY);
    assertThat(read(writer).status()).isEqualTo(200);
  }

  @Test
  void countsWhatItRefusesForAScope() {
    String nobody = TestTokens.token("nobody", "openid");
    IntStream.range(0, 5).forEach(i -> assertThat(change(nobody).status()).isEqualTo(403));

    change(nobody).isError(429, TOO_MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "eyJhbGciOiJub25lIn0.e30."})
  void countsStrangersByAddressWhateverTheySay(String token) {
    Answer refused =
        firstRefusal(
            () ->
                api.send(
                    withToken("GET", Api.BASE + "/procesos", token.isEmpty() ? null : token)
                        .setHeader("X-Forwarded-For", "203.0.113." + System.nanoTime() % 250)));

    refused.isError(429, TOO_MANY);
    // Neighbours that have a token have a limit of their own.
    assertThat(read(TestTokens.token("neighbour" + token.length(), "sync.read")).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v3/api-docs", "/swagger-ui/index.html", Api.BASE + "/limpiar-locks"})
  void countsStrangersWhereNobodyNeedsAToken(String path) {
    firstRefusal(() -> api.send(withToken("GET", path, null))).isError(429, TOO_MANY);
  }

  @Test
  void neverRefusesAProbe() {
    for (int i = 0; i < 30; i++) {
      assertThat(api.send(withToken("GET", "/actuator/health/liveness", null)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void hasSoManyStreamsOfEventsForACaller() throws Exception {
    URI events = URI.create("http://127.0.0.1:%d%s/%d/eventos".formatted(port, Api.BASE, run()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> first = client.send(watch(events), BodyHandlers.ofInputStream());
      HttpResponse<InputStream> second = client.send(watch(events), BodyHandlers.ofInputStream());

      HttpResponse<String> refused = client.send(watch(events), BodyHandlers.ofString());

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(refused.body()).contains("Demasiados flujos de eventos abiertos");
      // Ends both streams, which frees their places.
      scene.clear();
      first.body().close();
      second.body().close();
      client.shutdownNow();
    }
  }

  private long run() {
    return scene.activeRun();
  }

  private static HttpRequest watch(URI events) {
    return HttpRequest.newBuilder(events)
        .setHeader("Authorization", "Bearer " + TestTokens.token("watcher", "sync.read"))
        .build();
  }

  private Answer read(String token) {
    return api.send(withToken("GET", Api.BASE + "/procesos", token));
  }

  private Answer change(String token) {
    return api.send(
        withToken("POST", Api.BASE, token).setHeader("Content-Type", "application/json"));
  }

  private HttpRequest.Builder withToken(String method, String path, @Nullable String token) {
    HttpRequest.Builder request = api.anonymous(method, path, BodyPublishers.noBody());
    return token == null ? request : request.setHeader("Authorization", "Bearer " + token);
  }

  private static Answer firstRefusal(Supplier<Answer> call) {
    return Stream.generate(call)
        .limit(11)
        .filter(answer -> answer.status() == 429)
        .findFirst()
        .orElseThrow();
  }
}
