package com.dealersync.console;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * The operators' console.
 *
 * @param enabled whether there is a console; without it {@code /consola} is a 404
 * @param developmentToken whether the console offers the token of the development start, which
 *     alone has one to give
 * @param oidc how operators sign in at the organisation's identity provider; null where they paste
 *     a token
 */
@ConfigurationProperties("dealer-sync.console")
record ConsoleProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("false") boolean developmentToken,
    @Nullable Oidc oidc) {

  /**
   * An OpenID Connect provider that knows the console as a public client (authorization code with
   * PKCE, redirect to {@code …/consola/}) and lets its origin call the token endpoint.
   *
   * @param authorizationUri where the browser goes to sign in; https, or http to this machine
   * @param tokenUri where the page exchanges the code for a token; https, or http to this machine
   * @param clientId the console's name there
   * @param scope what is asked for, separated by blanks
   */
  record Oidc(
      URI authorizationUri,
      URI tokenUri,
      String clientId,
      @DefaultValue("openid sync.read sync.write") String scope) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    Oidc {
      checked("authorization-uri", authorizationUri);
      checked("token-uri", tokenUri);
      given("client-id", clientId);
      given("scope", scope);
    }

    /** Scheme, host and port of the token endpoint, as a browser writes them. */
    String tokenOrigin() {
      return "%s://%s".formatted(tokenUri.getScheme(), tokenUri.getRawAuthority());
    }

    private static void checked(String property, @Nullable URI uri) {
      boolean secure =
          uri != null
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && ("https".equals(uri.getScheme())
                  || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost())));
      if (!secure) {
        throw new IllegalArgumentException(
            "dealer-sync.console.oidc.%s debe ser una dirección https; es %s"
                .formatted(property, uri));
      }
    }

    private static void given(String property, @Nullable String value) {
      if (!StringUtils.hasText(value)) {
        throw new IllegalArgumentException("Falta dealer-sync.console.oidc.%s".formatted(property));
      }
    }
  }
}
