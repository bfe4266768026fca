package com.dealersync.dev;

import com.dealersync.testing.TestTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Issues bearer tokens for a service whose key is made anew at each start. Thread-safe. */
final class DevTokens {

  static final List<String> SCOPES = List.of("sync.read", "sync.write", "sync.admin");
  static final Duration LIFETIME = Duration.ofHours(8);

  private static final String ISSUER = "https://dev.dealer-sync.invalid";
  private static final String AUDIENCE = "dealer-sync-dev";
  private static final int KEY_BYTES = 32;

  private final String secret;

  DevTokens() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    secret = Base64.getEncoder().encodeToString(key);
  }

  String issue(List<String> scopes) {
    return TestTokens.signed(
        secret,
        claims ->
            claims
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("desarrollo")
                .claim("scope", String.join(" ", scopes))
                .expirationTime(Date.from(Instant.now().plus(LIFETIME))));
  }

  /** What the service needs to accept them. */
  Map<String, Object> settings() {
    return Map.of(
        "dealer-sync.security.jwt.secret", secret,
        "dealer-sync.security.jwt.issuer", ISSUER,
        "dealer-sync.security.jwt.audience", AUDIENCE);
  }
}
