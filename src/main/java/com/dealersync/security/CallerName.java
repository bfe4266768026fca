package com.dealersync.security;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;

/** Who a token speaks for. */
final class CallerName {

  private CallerName() {}

  /** The name people know, else the subject. */
  static Optional<String> of(Jwt token) {
    return Stream.of("preferred_username", "sub")
        .map(token::getClaimAsString)
        .filter(StringUtils::hasText)
        .findFirst();
  }
}
