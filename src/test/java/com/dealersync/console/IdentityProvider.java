package com.dealersync.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dealersync.testing.TestTokens;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * As much of an OpenID Connect provider as the console talks to. Whoever comes is {@code eva}, and
 * is sent back at once; a code is good once, and for whoever knows its verifier (RFC 7636).
 */
final class IdentityProvider implements Closeable {

  private final HttpServer server;
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
  private volatile boolean refusing;

  private IdentityProvider(HttpServer server) {
    this.server = server;
  }

  static IdentityProvider started() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      IdentityProvider provider = new IdentityProvider(http);
      http.createContext("/authorize", provider::authorise);
      http.createContext("/token", provider::token);
      http.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it lets nobody in from now on. */
  void refuse(boolean everybody) {
    refusing = everybody;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void authorise(HttpExchange exchange) throws IOException {
    Map<String, String> query = parameters("?" + exchange.getRequestURI().getRawQuery());
    UriComponentsBuilder back =
        UriComponentsBuilder.fromUriString(query.get("redirect_uri"))
            .queryParam("state", query.get("state"));
    if (refusing) {
      back.queryParam("error", "access_denied");
    } else {
      String code = UUID.randomUUID().toString();
      asked.put(code, query);
      back.queryParam("code", code);
    }
    exchange.getResponseHeaders().set("Location", back.toUriString());
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters("?" + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Map<String, String> query = asked.remove(form.get("code"));
    boolean good =
        query != null
            && form.get("grant_type").equals("authorization_code")
            && form.get("client_id").equals(query.get("client_id"))
            && form.get("redirect_uri").equals(query.get("redirect_uri"))
            && query.get("code_challenge_method").equals("S256")
            && challenge(form.get("code_verifier")).equals(query.get("code_challenge"));
    String token = TestTokens.token("eva", query == null ? "" : query.get("scope"));
    byte[] body =
        (good
                ? "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}".formatted(token)
                : "{\"error\":\"invalid_grant\"}")
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange
        .getResponseHeaders()
        .set("Access-Control-Allow-Origin", exchange.getRequestHeaders().getFirst("Origin"));
    exchange.sendResponseHeaders(good ? 200 : 400, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Map<String, String> parameters(String query) {
    return UriComponentsBuilder.fromUriString(query.replace("+", "%20"))
        .build(true)
        .getQueryParams()
        .toSingleValueMap()
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> URLDecoder.decode(entry.getValue(), UTF_8)));
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a Spring context a provider of its own. */
  static final class Settings implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
      IdentityProvider provider = started();
      context.registerBean(IdentityProvider.class, () -> provider);
      TestPropertyValues.of(
              "dealer-sync.console.oidc.authorization-uri=" + provider.url() + "/authorize",
              "dealer-sync.console.oidc.token-uri=" + provider.url() + "/token",
              "dealer-sync.console.oidc.client-id=consola",
              "dealer-sync.console.oidc.scope=sync.read sync.write")
          .applyTo(context);
    }
  }
}
