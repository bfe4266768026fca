package com.dealersync.security;

import java.util.Optional;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;

/** The name of the caller in a token. */
final class CallerName {

  private CallerName() {}

  /** The user name, or the subject if there is none. */
  static Optional<String> of(Jwt token) {
    String known = token.getClaimAsString("preferred_username");
    String name = StringUtils.hasText(known) ? known : token.getSubject();
    return Optional.ofNullable(name).filter(StringUtils::hasText);
  }
}
