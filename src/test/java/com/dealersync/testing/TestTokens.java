package com.dealersync.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Consumer;

/** Bearer tokens that the service under test accepts, or would but for one thing. */
public final class TestTokens {

  public static final String SECRET = "a-key-that-only-the-tests-know-0123456789";
  public static final String ISSUER = "https://issuer.test";
  public static final String AUDIENCE = "dealer-sync-test";

  private TestTokens() {}

  /** Of the user {@code tester}, with every scope. */
  public static String token() {
    return token("tester", "sync.read", "sync.write", "sync.admin");
  }

  public static String token(String subject, String... scopes) {
    return signed(
        SECRET, claims -> claims.subject(subject).claim("scope", String.join(" ", scopes)));
  }

  /** Valid for an hour for this service, unless {@code change} or another key spoils it. */
  public static String signed(String secret, Consumer<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    change.accept(claims);
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
      jwt.sign(new MACSigner(secret));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What the service needs to accept them. */
  public static Map<String, String> settings() {
    return Map.of(
        "dealer-sync.security.jwt.secret", SECRET,
        "dealer-sync.security.jwt.issuer", ISSUER,
        "dealer-sync.security.jwt.audience", AUDIENCE);
  }
}
