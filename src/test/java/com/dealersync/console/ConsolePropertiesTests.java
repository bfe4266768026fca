package com.dealersync.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.dealersync.console.ConsoleProperties.Oidc;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePropertiesTests {

  private static final URI GOOD = URI.create("https://sso.example.com:8443/token?realm=a");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sso.example.com/token",
        "https:///token",
        "https://ana:clave@sso.example.com/token",
        "https://sso.example.com/token#a",
        "ftp://sso.example.com/token",
        "/token"
      })
  void refusesAnAddressThatATokenMustNotTravelTo(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Oidc(GOOD, URI.create(address), "consola", "openid"))
        .withMessageContaining("dealer-sync.console.oidc.token-uri debe ser una dirección https");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Oidc(GOOD, GOOD, " ", "openid"))
        .withMessage("Falta dealer-sync.console.oidc.client-id");
  }

  @Test
  void knowsTheOriginThatThePageMayCall() {
    assertThat(new Oidc(GOOD, GOOD, "consola", "openid").tokenOrigin())
        .isEqualTo("https://sso.example.com:8443");
    assertThat(
            new Oidc(GOOD, URI.create("http://127.0.0.1:9000/token"), "consola", "openid")
                .tokenOrigin())
        .isEqualTo("http://127.0.0.1:9000");
  }
}
