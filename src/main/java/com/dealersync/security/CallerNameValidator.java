package com.dealersync.security;

import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Refuses a token without a name, because each run records who started it. */
final class CallerNameValidator implements OAuth2TokenValidator<Jwt> {

  /**
   * Without control, formatting or unassigned characters, because the name is written to log lines
   * and tables.
   */
  private static final Pattern FORM = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}");

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    return CallerName.of(token).filter(name -> FORM.matcher(name).matches()).isPresent()
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(
            new OAuth2Error(
                OAuth2ErrorCodes.INVALID_TOKEN, "The token names no caller", /* uri= */ null));
  }
}
