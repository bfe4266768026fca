package com.dealersync.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.TestTokens;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** With keys from a server instead of a secret. */
@SecurityTest
@TestPropertySource(properties = "dealer-sync.security.jwt.secret=")
class KeyServerIntegrationTests {

  private static HttpServer keys;
  private static volatile RSAKey key;
  private static volatile boolean away;
  private static final AtomicInteger visits = new AtomicInteger();

  @LocalServerPort int port;

  @BeforeAll
  static void serveKeys() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("first").generate();
    keys = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    keys.createContext(
        "/keys",
        exchange -> {
          visits.incrementAndGet();
          byte[] set = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(away ? 503 : 200, set.length);
          exchange.getResponseBody().write(set);
          exchange.close();
        });
    keys.start();
  }

  @AfterAll
  static void stop() {
    keys.stop(0);
  }

  @DynamicPropertySource
  static void keyServer(DynamicPropertyRegistry registry) {
    registry.add(
        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
        () -> "http://127.0.0.1:" + keys.getAddress().getPort() + "/keys");
  }

  @Test
  void takesATokenOfTheServersKey() throws Exception {
    assertThat(call(token(key, claims -> {})).statusCode()).isEqualTo(200);
  }

  @Test
  void holdsSuchATokenToTheSameRules() throws Exception {
    assertThat(call(token(key, claims -> claims.issuer("https://other.test"))).statusCode())
        .isEqualTo(401);
    assertThat(call(token(key, claims -> claims.audience("other"))).statusCode()).isEqualTo(401);
    assertThat(call(token(key, claims -> claims.expirationTime(null))).statusCode()).isEqualTo(401);
    assertThat(call(token(key, claims -> claims.subject(null))).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesATokenOfAnotherKeyAndOfASecret() throws Exception {
    RSAKey other = new RSAKeyGenerator(2048).keyID("first").generate();

    assertThat(call(token(other, claims -> {})).statusCode()).isEqualTo(401);
    assertThat(call(TestTokens.token()).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesAShortKeyEvenIfTheServerHasIt() throws Exception {
    RSAKey good = key;
    RSAKeyGenerator generator = new RSAKeyGenerator(1024, true);
    key = generator.keyID("short").generate();
    try {
      // Until the decoder has the new set, in which the good key is not.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                assertThat(call(token(key, claims -> {})).statusCode()).isEqualTo(401);
                return call(token(good, claims -> {})).statusCode() == 401;
              });
    } finally {
      key = good;
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> call(token(good, claims -> {})).statusCode() == 200);
  }

  @Test
  void asksTheServerOnceForManyUnknownKeys() throws Exception {
    RSAKey unknown = new RSAKeyGenerator(2048).keyID("unknown").generate();
    int before = visits.get();

    for (int i = 0; i < 50; i++) {
      assertThat(call(token(unknown, claims -> {})).statusCode()).isEqualTo(401);
    }

    assertThat(visits.get() - before).isLessThan(5);
  }

  @Test
  void saysThatATokenCannotBeCheckedWhileTheServerIsAway() throws Exception {
    RSAKey unseen = new RSAKeyGenerator(2048).keyID("unseen").generate();
    away = true;
    try {
      HttpResponse<String> answer =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> call(token(unseen, claims -> {})), it -> it.statusCode() != 401);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(answer.headers().firstValue("X-Correlation-Id")).isPresent();
      JSONAssert.assertEquals(
          """
          {"success": false,
           "message": "No se pudo comprobar el token de acceso. Intente nuevamente más tarde."}""",
          answer.body(),
          false);
    } finally {
      away = false;
    }
  }

  private HttpResponse<String> call(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + port
                        + "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos/procesos"))
            .setHeader("Authorization", "Bearer " + token)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static String token(RSAKey signer, Consumer<JWTClaimsSet.Builder> change)
      throws JOSEException {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(TestTokens.ISSUER)
            .audience(TestTokens.AUDIENCE)
            .subject("tester")
            .claim("scope", "sync.read")
            .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    change.accept(claims);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
            claims.build());
    jwt.sign(new RSASSASigner(signer.toPrivateKey(), true));
    return jwt.serialize();
  }
}
