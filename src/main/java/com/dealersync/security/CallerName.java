package com.dealersync.security;

import java.util.Optional;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;

/** Who a token speaks for. */
final class CallerName {

  private CallerName() {}

  /** The name people know, else the subject. */
  static Optional<String> of(Jwt token) {
    String known = token.getClaimAsString("preferred_username");
    String name = StringUtils.hasText(known) ? known : token.getSubject();
    return Optional.ofNullable(name).filter(StringUtils::hasText);
  }
}
