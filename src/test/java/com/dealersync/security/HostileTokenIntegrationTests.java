package com.dealersync.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** Tokens that an attacker makes who has read the code but does not know the key. */
@SecurityTest
@ActiveProfiles("dev")
@TestInstance(Lifecycle.PER_CLASS)
class HostileTokenIntegrationTests {

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos/procesos";

  @LocalServerPort int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger visits = new AtomicInteger();
  private HttpServer attacker;
  private RSAKey rsa;
  private ECKey ec;
  private Instant now;

  @BeforeAll
  void lieInWait() throws Exception {
    attacker = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    attacker.createContext(
        "/",
        exchange -> {
          visits.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    attacker.start();
    rsa = new RSAKeyGenerator(2048).keyID("attacker").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("attacker").generate();
  }

  /** The first answer of a service may take as long as some of these tokens stay bad. */
  @BeforeEach
  void warmUp() throws Exception {
    assertThat(call("nonsense").statusCode()).isEqualTo(401);
    now = Instant.now();
  }

  @AfterAll
  void leave() {
    attacker.stop(0);
    http.close();
  }

  @TestFactory
  Iterable<DynamicTest> aBadTokenLetsNobodyIn() throws Exception {
    Map<String, String> tokens = new TreeMap<>();
    String good = hmac("HmacSHA256", head("HS256"), claims());
    String url = "http://127.0.0.1:%d/keys".formatted(attacker.getAddress().getPort());
    String jwk = rsa.toPublicJWK().toJSONString();
    tokens.put("nonsense", "nonsense");
    tokens.put("two dots", "..");
    tokens.put("alg none", text(head("none")) + "." + text(claims()) + ".");
    tokens.put("alg None", text(head("None")) + "." + text(claims()) + ".");
    tokens.put(
        "alg nOnE, with our signature", text(head("nOnE")) + good.substring(good.indexOf('.')));
    tokens.put("no alg", hmac("HmacSHA256", "{\"typ\":\"JWT\"}", claims()));
    tokens.put("no signature", good.substring(0, good.lastIndexOf('.') + 1));
    tokens.put("no third part", good.substring(0, good.lastIndexOf('.')));
    tokens.put("a fourth part", good + "." + text("x"));
    tokens.put("a cut signature", good.substring(0, good.length() - 4));
    tokens.put("another key", hmac("HmacSHA256", "other".repeat(8), head("HS256"), claims()));
    tokens.put("an empty-like key", hmac("HmacSHA256", "\0", head("HS256"), claims()));
    tokens.put("HS384 with our key", hmac("HmacSHA384", head("HS384"), claims()));
    tokens.put("HS512 with our key", hmac("HmacSHA512", head("HS512"), claims()));
    tokens.put("HS512 that is HS256", text(head("HS512")) + good.substring(good.indexOf('.')));
    tokens.put(
        "HS256 with a public key for a secret", hmac("HmacSHA256", jwk, head("HS256"), claims()));
    tokens.put("RS256", signed(head("RS256"), "SHA256withRSA", rsa.toPrivateKey()));
    tokens.put("ES256", signed(head("ES256"), "SHA256withECDSAinP1363Format", ec.toPrivateKey()));
    tokens.put(
        "ES256, psychic", text(head("ES256")) + "." + text(claims()) + "." + text("\0".repeat(64)));
    tokens.put(
        "RS256 with its jwk",
        signed("{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", "SHA256withRSA", rsa.toPrivateKey()));
    tokens.put(
        "RS256 with a jku",
        signed(
            "{\"alg\":\"RS256\",\"kid\":\"attacker\",\"jku\":\"" + url + "\"}",
            "SHA256withRSA",
            rsa.toPrivateKey()));
    tokens.put(
        "RS256 with an x5u",
        signed("{\"alg\":\"RS256\",\"x5u\":\"" + url + "\"}", "SHA256withRSA", rsa.toPrivateKey()));
    tokens.put(
        "kid of an empty file",
        hmac("HmacSHA256", "\0", "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}", claims()));
    tokens.put(
        "an unknown critical header",
        hmac("HmacSHA256", "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", claims()));
    tokens.put(
        "encrypted",
        text("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..." + text("x") + "." + text("x"));
    tokens.put(
        "another payload",
        head64(good)
            + "."
            + text(claims().replace("tester", "admin"))
            + good.substring(good.lastIndexOf('.')));
    tokens.put("expired by 61 s", with("\"exp\":" + in(600), "\"exp\":" + in(-61)));
    tokens.put("without exp", with("\"exp\":" + in(600), "\"x\":1"));
    tokens.put("an exp in words", with("\"exp\":" + in(600), "\"exp\":\"never\""));
    tokens.put("an nbf in 70 s", with("\"sub\"", "\"nbf\":" + in(70) + ",\"sub\""));
    tokens.put("another issuer", with(TestTokens.ISSUER, "https://issuer.test.evil"));
    tokens.put("an issuer with a slash", with(TestTokens.ISSUER, TestTokens.ISSUER + "/"));
    tokens.put("another audience", with(TestTokens.AUDIENCE, TestTokens.AUDIENCE + "2"));
    tokens.put("no audience", with("\"aud\"", "\"aut\""));
    tokens.put("an empty audience", with("\"" + TestTokens.AUDIENCE + "\"", "[]"));
    tokens.put("a blank name", with("\"tester\"", "\" \""));
    tokens.put("a name of two lines", with("\"tester\"", "\"ana\\r\\n2026-01-01 INFO forged\""));
    tokens.put("a name that reads backwards", with("\"tester\"", "\"\\u202ena\""));
    tokens.put("a name without end", with("\"tester\"", "\"" + "a".repeat(201) + "\""));
    tokens.put("a name that is a list", with("\"tester\"", "[\"\"]"));
    assertThat(tokens).hasSizeGreaterThanOrEqualTo(25);
    assertThat(call(good).statusCode()).isEqualTo(200);
    return tokens.entrySet().stream()
        .map(
            token ->
                DynamicTest.dynamicTest(
                    token.getKey(),
                    () -> {
                      HttpResponse<String> answer = call(token.getValue());
                      assertThat(answer.statusCode()).isEqualTo(401);
                      assertThat(answer.body()).contains("\"success\":false").doesNotContain("jwt");
                      assertThat(visits).hasValue(0);
                    }))
        .toList();
  }

  /** They say where a key is; we know which one is ours. */
  @Test
  void headersThatNameAKeyAreIgnored() throws Exception {
    String url = "http://127.0.0.1:%d/keys".formatted(attacker.getAddress().getPort());
    for (String header :
        new String[] {
          "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}",
          "{\"alg\":\"HS256\",\"jku\":\"" + url + "\"}",
          "{\"alg\":\"HS256\",\"x5u\":\"" + url + "\"}",
          "{\"alg\":\"HS256\",\"jwk\":" + rsa.toPublicJWK().toJSONString() + "}"
        }) {
      assertThat(call(hmac("HmacSHA256", header, claims())).statusCode()).isEqualTo(200);
    }
    assertThat(visits).hasValue(0);
  }

  @Test
  void aTokenCountsInItsHeaderOnly() throws Exception {
    String good = hmac("HmacSHA256", head("HS256"), claims());

    assertThat(send(request(API + "?access_token=" + good)).statusCode()).isEqualTo(401);
    assertThat(send(request(API + "?token=" + good)).statusCode()).isEqualTo(401);
    assertThat(send(request(API).setHeader("Cookie", "access_token=" + good)).statusCode())
        .isEqualTo(401);
    assertThat(send(request(API).setHeader("X-Authorization", "Bearer " + good)).statusCode())
        .isEqualTo(401);
    assertThat(send(request(API).setHeader("Authorization", "Basic " + good)).statusCode())
        .isEqualTo(401);
    assertThat(
            send(request(API.replace("/procesos", ""))
                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("access_token=" + good)))
                .statusCode())
        .isEqualTo(401);
  }

  private HttpResponse<String> call(String token) throws IOException, InterruptedException {
    return send(request(API).setHeader("Authorization", "Bearer " + token));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String head(String algorithm) {
    return "{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm);
  }

  private static String head64(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  private String claims() {
    return "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"tester\",\"scope\":\"sync.read\",\"exp\":%d}"
        .formatted(TestTokens.ISSUER, TestTokens.AUDIENCE, in(600));
  }

  private String with(String part, String instead) throws GeneralSecurityException {
    assertThat(claims()).contains(part);
    return hmac("HmacSHA256", head("HS256"), claims().replace(part, instead));
  }

  private long in(long seconds) {
    return now.getEpochSecond() + seconds;
  }

  private static String hmac(String algorithm, String head, String claims)
      throws GeneralSecurityException {
    return hmac(algorithm, TestTokens.SECRET, head, claims);
  }

  private static String hmac(String algorithm, String key, String head, String claims)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
    String content = text(head) + "." + text(claims);
    return content + "." + base64(mac.doFinal(content.getBytes(UTF_8)));
  }

  private String signed(String head, String algorithm, PrivateKey key)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    String content = text(head) + "." + text(claims());
    signature.update(content.getBytes(UTF_8));
    return content + "." + base64(signature.sign());
  }

  private static String text(String text) {
    return base64(text.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
