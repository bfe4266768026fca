package com.dealersync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.EncryptedJWT;
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
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Tokens as the well-known identity providers make them, and what is wrong with bad ones. */
@SecurityTest
@TestPropertySource(properties = "dealer-sync.security.jwt.secret=")
class ProviderTokensIntegrationTests {

  private static final String TYPE = "the given typ value needs to be one of";
  private static final String SIGNATURE = "The signature is not valid";
  private static final String NO_KEY = "No key of the issuer fits the token";
  private static final String MALFORMED = "The token is malformed";
  private static final String NAME = "The token names no caller";

  private static final RSAKey RSA;
  private static final ECKey P256;
  private static final ECKey P384;

  static {
    try {
      RSA = new RSAKeyGenerator(2048).keyID("rsa").generate();
      P256 = new ECKeyGenerator(Curve.P_256).keyID("p256").generate();
      P384 = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer keys;

  @LocalServerPort int port;

  @BeforeAll
  static void serveKeys() throws IOException {
    keys = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    byte[] set =
        new JWKSet(List.of(RSA.toPublicJWK(), P256.toPublicJWK(), P384.toPublicJWK()))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    keys.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, set.length);
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

  /** A token, and what WWW-Authenticate says of it; nothing if it is good. */
  private record Row(String name, String token, String problem) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> good() {
    return Stream.of(
        good("Keycloak", rs256("JWT"), c -> c.claim("typ", "Bearer").claim("azp", "gm")),
        good("Auth0, RFC 9068 profile", rs256("at+jwt"), c -> c),
        good("the same in capital letters", rs256("AT+JWT"), c -> c),
        good("RFC 9068 by its whole media type", rs256("application/at+jwt"), c -> c),
        good("Okta: no typ, scp as a list", rs256(null), c -> scp(c, List.of("sync.read"))),
        good("Entra v1: scp as words", rs256("JWT"), c -> scp(c, "openid sync.read")),
        good(
            "Entra v2: preferred_username without sub",
            rs256("JWT"),
            c -> c.subject(null).claim("preferred_username", "ana@example.com")),
        good("ADFS: aud in a list", rs256("JWT"), c -> c.audience(List.of(TestTokens.AUDIENCE))),
        good("Ping: several audiences", rs256("JWT"), c -> c.audience(List.of("a", audience()))),
        good("RS384", head(JWSAlgorithm.RS384, "JWT", "rsa"), c -> c),
        good("RS512", head(JWSAlgorithm.RS512, "JWT", "rsa"), c -> c),
        good("PS256, as FAPI asks for", head(JWSAlgorithm.PS256, "at+jwt", "rsa"), c -> c),
        good("PS512", head(JWSAlgorithm.PS512, "JWT", "rsa"), c -> c),
        good("ES256", head(JWSAlgorithm.ES256, "at+jwt", "p256"), c -> c),
        good("ES384", head(JWSAlgorithm.ES384, "JWT", "p384"), c -> c),
        good("no kid where one key fits", head(JWSAlgorithm.ES256, "JWT", null), c -> c),
        good("6 kB of groups", rs256("JWT"), c -> c.claim("groups", groups(170))),
        good("20 kB of groups", rs256("at+jwt"), c -> c.claim("groups", groups(400))),
        good("claims that are objects", rs256("JWT"), c -> c.claim("realm_access", Map.of())),
        good("a name in Spanish", rs256("JWT"), c -> c.subject("José Núñez")),
        good("an exp with a fraction", rs256("JWT"), c -> c.claim("auth_time", 1.5)));
  }

  static Stream<Row> bad() {
    return Stream.of(
        bad("an ID token's sibling: logout+jwt", rs256("logout+jwt"), c -> c, TYPE),
        bad("a DPoP proof", rs256("dpop+jwt"), c -> c, TYPE),
        bad("expired", rs256("JWT"), c -> c.expirationTime(in(-61)), "Jwt expired at"),
        bad("not yet valid", rs256("JWT"), c -> c.notBeforeTime(in(70)), "Jwt used before"),
        bad("no end", rs256("JWT"), c -> c.expirationTime(null), "The exp claim is not valid"),
        bad("issuer with a slash", rs256("JWT"), c -> c.issuer(TestTokens.ISSUER + "/"), "iss"),
        bad("Cognito: no audience", rs256("JWT"), c -> c.audience((String) null), "aud claim"),
        bad("for the front end", rs256("JWT"), c -> c.audience("account"), "aud claim"),
        bad("a client without a name", rs256("JWT"), c -> c.subject(null), NAME),
        bad("a name of two lines", rs256("JWT"), c -> c.subject("a\nb"), NAME),
        bad(
            "two faults at once",
            rs256("JWT"),
            c -> c.issuer("https://other.test").audience("other"),
            "The iss claim is not valid; The aud claim is not valid"),
        bad("a key nobody knows", head(JWSAlgorithm.RS256, "JWT", "old"), c -> c, NO_KEY),
        new Row("a changed payload", changed(), SIGNATURE),
        new Row("signed with our own kind of secret", TestTokens.token(), NO_KEY),
        new Row("encrypted", encrypted(), NO_KEY),
        new Row("an opaque token", "2YotnFZFEjr1zCsicMWpAA", MALFORMED),
        new Row("cut off", changed().substring(0, 60), MALFORMED),
        new Row("not even a token", "a b", "Bearer token is malformed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  void letsIn(Row row) throws Exception {
    HttpResponse<String> answer = call(row.token());

    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void saysWhatIsWrong(Row row) throws Exception {
    HttpResponse<String> answer = call(row.token());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer error=\"invalid_token\", error_description=\"")
        .contains(row.problem());
    assertThat(answer.body()).contains("Se requiere un token de acceso válido.");
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

  private static Row good(String name, JWSHeader head, UnaryOperator<JWTClaimsSet.Builder> change) {
    return new Row(name, signed(head, change), "");
  }

  private static Row bad(
      String name, JWSHeader head, UnaryOperator<JWTClaimsSet.Builder> change, String problem) {
    return new Row(name, signed(head, change), problem);
  }

  private static JWTClaimsSet.Builder scp(JWTClaimsSet.Builder claims, Object scopes) {
    return claims.claim("scope", null).claim("scp", scopes);
  }

  /** Entra's are UUIDs. */
  private static List<String> groups(int count) {
    return IntStream.range(0, count).mapToObj("8f14e45f-ceea-467f-a8b1-%012d"::formatted).toList();
  }

  private static String audience() {
    return TestTokens.AUDIENCE;
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static JWSHeader rs256(String type) {
    return head(JWSAlgorithm.RS256, type, "rsa");
  }

  private static JWSHeader head(JWSAlgorithm algorithm, String type, String key) {
    return new JWSHeader.Builder(algorithm)
        .type(type == null ? null : new JOSEObjectType(type))
        .keyID(key)
        .build();
  }

  private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(TestTokens.ISSUER)
                .audience(TestTokens.AUDIENCE)
                .subject("tester")
                .claim("scope", "sync.read")
                .expirationTime(in(600)))
        .build();
  }

  private static String signed(JWSHeader head, UnaryOperator<JWTClaimsSet.Builder> change) {
    SignedJWT jwt = new SignedJWT(head, claims(change));
    JWSAlgorithm algorithm = head.getAlgorithm();
    try {
      if (algorithm.equals(JWSAlgorithm.ES256)) {
        jwt.sign(new ECDSASigner(P256));
      } else if (algorithm.equals(JWSAlgorithm.ES384)) {
        jwt.sign(new ECDSASigner(P384));
      } else {
        jwt.sign(new RSASSASigner(RSA));
      }
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  private static String changed() {
    String[] one = signed(rs256("JWT"), c -> c).split("\\.");
    String[] other = signed(rs256("JWT"), c -> c.subject("admin")).split("\\.");
    return one[0] + "." + other[1] + "." + one[2];
  }

  private static String encrypted() {
    EncryptedJWT jwt =
        new EncryptedJWT(
            new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM), claims(c -> c));
    try {
      jwt.encrypt(new RSAEncrypter(RSA.toRSAPublicKey()));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }
}
