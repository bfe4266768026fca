package com.dealersync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.servlet.handler.HandlerMappingIntrospector;

/** In development, where every path of the API exists. */
@SecurityTest
@ActiveProfiles("dev")
class SecurityIntegrationTests {

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final String READ = "sync.read";

  @LocalServerPort int port;
  @Autowired ApplicationContext context;

  /** Its name is Spring's, and may change. */
  @Test
  void looksUpNoHandlerBeforeTheFilters() {
    assertThat(context.getBeansOfType(HandlerMappingIntrospector.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, '', sync.read",
    "GET, /, sync.read",
    "GET, /procesos, sync.read",
    "GET, /1, sync.read",
    "GET, /1/dealers, sync.read",
    "GET, /estado/ProductList, sync.read",
    "HEAD, /procesos, sync.read",
    "GET, /procesos/ProductList/esquema, sync.read",
    "POST, /dealers/BAC1/comprobar, sync.write",
    "POST, /procesos/ProductList/pausar, sync.admin",
    "POST, /procesos/ProductList/pausar/, sync.admin",
    "POST, /procesos/ProductList/reanudar, sync.admin",
    "POST, /dealers/BAC1/reenviar, sync.write",
    "POST, '', sync.write",
    "POST, /, sync.write",
    "POST, /previsualizar, sync.read",
    "POST, /previsualizar/, sync.read",
    "POST, /previsualizar/1, sync.write",
    "DELETE, /limpiar-locks, sync.admin",
    "DELETE, /limpiar-locks/, sync.admin",
    "DELETE, /locks/ProductList, sync.admin",
    "DELETE, /locks/ProductList/, sync.admin",
    "DELETE, /locks/Otro, sync.admin"
  })
  void asksForTheScopeOfACallAndNoOther(String method, String path, String scope) throws Exception {
    String others =
        Stream.of("sync.read", "sync.write", "sync.admin", "SYNC.READ", "openid")
            .filter(other -> !other.equals(scope))
            .reduce("", (a, b) -> a + " " + b);

    HttpResponse<String> with = call(method, API + path, token(c -> c.claim("scope", scope)));
    HttpResponse<String> without = call(method, API + path, token(c -> c.claim("scope", others)));

    assertThat(with.statusCode()).isNotIn(401, 403).isLessThan(500);
    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(without.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
    if (!method.equals("HEAD")) {
      assertError(without, "El token no tiene el permiso (scope) necesario.");
    }
  }

  @Test
  void readsScopesFromAListToo() throws Exception {
    String token = token(claims -> claims.claim("scp", List.of("openid", READ)));

    assertThat(call("GET", API + "/procesos", token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, ''",
    "POST, ''",
    "POST, /previsualizar",
    "DELETE, /limpiar-locks",
    "DELETE, /locks/ProductList",
    "GET, /nothing",
    "PUT, /1",
    "OPTIONS, ''"
  })
  void letsNobodyInWithoutAToken(String method, String path) throws Exception {
    HttpResponse<String> answer = call(method, API + path, null);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertError(answer, "Se requiere un token de acceso válido.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/error",
        "/actuator",
        "/actuator/env",
        "/actuator/health/db",
        "/actuator/prometheus",
        "/nothing"
      })
  void asksForATokenEverywhereElse(String path) throws Exception {
    assertThat(call("GET", path, null).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/info",
        "/swagger-ui/index.html",
        "/dealers/",
        "/dealers/en",
        "/dealers/receivers/vectors.json",
        "/v3/api-docs"
      })
  void showsToAnyoneWhatIsNoSecret(String path) throws Exception {
    assertThat(call("GET", path, null).statusCode()).isEqualTo(200);
    assertThat(call("GET", path, "expired or otherwise bad").statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> badTokens() {
    return Stream.of(
        Arguments.of("no token at all", "nonsense"),
        Arguments.of(
            "of another key",
            TestTokens.signed(
                TestTokens.SECRET + "x", claims -> claims.subject("a").claim("scope", READ))),
        Arguments.of("unsigned", unsigned()),
        Arguments.of(
            "expired",
            token(claims -> claims.issueTime(inSeconds(-900)).expirationTime(inSeconds(-61)))),
        Arguments.of("without an end", token(claims -> claims.expirationTime(null))),
        Arguments.of("not valid yet", token(claims -> claims.notBeforeTime(inSeconds(70)))),
        Arguments.of("of another issuer", token(claims -> claims.issuer("https://other.test"))),
        Arguments.of("without an issuer", token(claims -> claims.issuer(null))),
        Arguments.of("for another audience", token(claims -> claims.audience("other"))),
        Arguments.of("for nobody", token(claims -> claims.audience((String) null))),
        Arguments.of("of nobody", token(claims -> claims.subject(null))),
        Arguments.of("of an empty name", token(claims -> claims.subject(" "))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void refusesABadToken(String flaw, String token) throws Exception {
    HttpResponse<String> answer = call("GET", API + "/procesos", token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .matches("Bearer error=\"invalid_token\", error_description=\"[ -!#-\\[\\]-~]+\"");
    assertError(answer, "Se requiere un token de acceso válido.");
  }

  static Stream<Arguments> goodTokens() {
    return Stream.of(
        Arguments.of(
            "expired within the skew",
            token(claims -> claims.issueTime(inSeconds(-900)).expirationTime(inSeconds(-30)))),
        Arguments.of(
            "for others too",
            token(claims -> claims.audience(List.of("other", TestTokens.AUDIENCE)))),
        Arguments.of(
            "of a user without subject",
            token(claims -> claims.subject(null).claim("preferred_username", "ana"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodTokens")
  void takesATokenThat(String detail, String token) throws Exception {
    assertThat(call("GET", API + "/procesos", token).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsNoSession() throws Exception {
    HttpResponse<String> answer = call("GET", API + "/procesos", TestTokens.token());

    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  private HttpResponse<String> call(String method, String path, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString("{}"))
            .setHeader("Content-Type", "application/json");
    if (token != null) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static void assertError(HttpResponse<String> answer, String message) throws Exception {
    JSONAssert.assertEquals(
        "{\"success\": false, \"message\": \"%s\"}".formatted(message), answer.body(), false);
    assertThat(answer.body()).doesNotContain("\"data\"");
  }

  private static String token(Consumer<JWTClaimsSet.Builder> change) {
    return TestTokens.signed(
        TestTokens.SECRET,
        claims -> {
          claims.subject("tester").claim("scope", READ);
          change.accept(claims);
        });
  }

  private static String unsigned() {
    return new PlainJWT(
            new JWTClaimsSet.Builder()
                .issuer(TestTokens.ISSUER)
                .audience(TestTokens.AUDIENCE)
                .subject("tester")
                .claim("scope", READ)
                .expirationTime(inSeconds(600))
                .build())
        .serialize();
  }

  private static Date inSeconds(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}
