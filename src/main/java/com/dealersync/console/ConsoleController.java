package com.dealersync.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the page how to sign in, and in which zone times are. Anybody may ask, so the answer
 * contains nothing else.
 */
@RestController
@ConditionalOnBooleanProperty(name = "dealer-sync.console.enabled", matchIfMissing = true)
class ConsoleController {

  private final SignIn signIn;

  ConsoleController(ConsoleProperties properties, Clock clock) {
    signIn = SignIn.of(properties, clock.getZone());
  }

  @GetMapping(path = "/consola/config.json", produces = MediaType.APPLICATION_JSON_VALUE)
  SignIn signIn() {
    return signIn;
  }

  /**
   * @param zona of all times that the service tells
   * @param desarrollo true in the development start, which hands out tokens
   * @param oidc absent if users paste a token
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SignIn(String zona, @Nullable Boolean desarrollo, @Nullable Provider oidc) {

    record Provider(URI autorizacion, URI token, String clientId, String scope) {}

    static SignIn of(ConsoleProperties properties, ZoneId zone) {
      ConsoleProperties.Oidc oidc = properties.oidc();
      return new SignIn(
          zone.getId(),
          properties.developmentToken() ? true : null,
          oidc == null
              ? null
              : new Provider(
                  oidc.authorizationUri(), oidc.tokenUri(), oidc.clientId(), oidc.scope()));
    }
  }
}
