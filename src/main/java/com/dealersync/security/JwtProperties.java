package com.dealersync.security;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Which bearer tokens count. The start-up checks that issuer and audience are there.
 *
 * @param secret the HS256 key as UTF-8 text, at least 32 bytes; not set where Spring's issuer-uri
 *     or jwk-set-uri names the keys
 * @param issuer what the claim {@code iss} must be
 * @param audience what the claim {@code aud} must contain
 */
@ConfigurationProperties("dealer-sync.security.jwt")
record JwtProperties(@Nullable String secret, String issuer, String audience) {

  /** RFC 7518, section 3.2: a key as long as the hash at least. */
  private static final int MIN_BYTES = 32;

  JwtProperties {
    if (StringUtils.hasText(secret) && bytes(secret).length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "dealer-sync.security.jwt.secret debe tener %d bytes o más; tiene %d"
              .formatted(MIN_BYTES, bytes(secret).length));
    }
  }

  /**
   * @throws IllegalStateException if there is no secret
   */
  SecretKey key() {
    if (!StringUtils.hasText(secret)) {
      throw new IllegalStateException("No dealer-sync.security.jwt.secret");
    }
    return new SecretKeySpec(bytes(secret), "HmacSHA256");
  }

  private static byte[] bytes(String secret) {
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "JwtProperties[issuer=%s, audience=%s]".formatted(issuer, audience);
  }
}
