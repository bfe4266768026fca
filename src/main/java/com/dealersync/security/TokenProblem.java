package com.dealersync.security;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import java.text.ParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * What was wrong with a token, for those who made it: the {@code error_description} of RFC 6750,
 * section 3. It says which rule the token broke, but not what it contained.
 */
final class TokenProblem {

  /**
   * The characters that section 3 does not allow in the value. Our own texts and Spring's contain
   * none of them.
   */
  private static final String NOT_ALLOWED = "[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]";

  private TokenProblem() {}

  /** The same refusal with its reason, or itself if no token was shown. */
  static AuthenticationException described(AuthenticationException refusal) {
    return refusal instanceof OAuth2AuthenticationException refused
        ? new OAuth2AuthenticationException(
            new OAuth2Error(
                refused.getError().getErrorCode(),
                of(refused).replaceAll(NOT_ALLOWED, "?"),
                /* uri= */ null),
            refused)
        : refusal;
  }

  private static String of(OAuth2AuthenticationException refused) {
    if (!(refused.getCause() instanceof JwtException cause)) {
      return Optional.ofNullable(refused.getError().getDescription())
          .orElse("The Authorization header is not valid");
    }
    return cause instanceof JwtValidationException broken
        ? broken.getErrors().stream()
            .map(OAuth2Error::getDescription)
            .distinct()
            .collect(Collectors.joining("; "))
        : ofUnread(cause);
  }

  /** The problem of a token whose claims were not checked. */
  private static String ofUnread(JwtException refused) {
    return Stream.<@Nullable Throwable>iterate(refused, it -> it != null, Throwable::getCause)
        .map(TokenProblem::ofCause)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("The token is not a signed JWT, or one of its claims has the wrong type");
  }

  private static Optional<String> ofCause(@Nullable Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case BadJWSException signature -> "The signature is not valid";
          case BadJOSEException unknownKey ->
              "No key of the issuer fits the token: check alg and kid, and that it is not encrypted";
          case ParseException malformed -> "The token is malformed";
          case null, default -> null;
        });
  }
}
