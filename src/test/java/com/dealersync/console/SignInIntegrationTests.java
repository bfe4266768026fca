package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How operators come in, and what becomes of their tokens. */
@ConsoleTest
@ExtendWith(Chromium.class)
class SignInIntegrationTests {

  private static final String OIDC = "Entrar con la cuenta de la organización";

  @Autowired IdentityProvider provider;
  @LocalServerPort int port;

  @Test
  void comesBackFromTheIdentityProviderToTheOldPlace(Browser browser) {
    try (Visit visit = Visit.to(browser, port).open("/historial?estado=FAILED")) {
      visit.button(OIDC).click();

      assertThat(visit.heading("Historial")).isVisible();
      assertThat(visit.page).hasURL(Pattern.compile(".*/consola/#/historial\\?estado=FAILED"));
      assertThat(visit.page.locator(".caller-name")).containsText("eva");
      assertThat(kept(visit)).isEqualTo("0 1 ");
    }
  }

  @Test
  void staysSignedInAfterAReloadWhileTheIdentityProviderKnowsWhoItIs(Browser browser) {
    try (Visit visit = Visit.to(browser, port).open("/historial")) {
      visit.button(OIDC).click();
      assertThat(visit.heading("Historial")).isVisible();

      visit.page.reload();
      assertThat(visit.heading("Historial")).isVisible();
      assertThat(visit.page.locator(".caller-name")).containsText("eva");

      provider.refuse(true);
      visit.page.reload();
      assertThat(visit.button(OIDC)).isVisible();
      assertThat(visit.page.getByRole(AriaRole.ALERT)).hasCount(0);
      provider.refuse(false);
      visit.page.reload();
      assertThat(visit.button(OIDC)).isVisible();
    }
  }

  @Test
  void saysThatTheIdentityProviderLetNobodyIn(Browser browser) {
    provider.refuse(true);
    try (Visit visit = Visit.to(browser, port).open("/")) {
      visit.button(OIDC).click();

      assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("access_denied");
      assertThat(visit.button(OIDC)).isVisible();
    } finally {
      provider.refuse(false);
    }
  }

  @Test
  void takesNoCodeThatThisWindowDidNotAskFor(Browser browser) {
    try (Visit visit = Visit.to(browser, port).open("/")) {
      visit.page.navigate(visit.page.url().replace("#/", "?code=ajeno&state=ajeno"));

      assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("no corresponde");
      assertThat(visit.page).hasURL(Pattern.compile(".*/consola/"));
    }
  }

  @Test
  void keepsATokenInMemoryOnly(Browser browser) {
    try (Visit visit = Visit.to(browser, port).openAs("/historial", "sync.read")) {
      assertThat(visit.heading("Historial")).isVisible();
      assertThat(kept(visit)).isEqualTo("0 0 ");
      assertThat(visit.page.url()).endsWith("/consola/#/historial");

      visit.page.reload();
      assertThat(visit.button(OIDC)).isVisible();
    }
  }

  @Test
  void refusesWhatIsNoTokenAndWhatHasExpired(Browser browser) {
    try (Visit visit = Visit.to(browser, port).open("/").signIn("abracadabra")) {
      assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("Eso no es un token");

      visit.page.getByLabel("Token de acceso").fill(expiringAt(Instant.now().minusSeconds(600)));
      visit.button("Entrar").click();
      assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("El token ya venció");
    }
  }

  @Test
  void refusesATokenThatTheServiceRefusesAndSaysWhy(Browser browser) {
    try (Visit visit = Visit.to(browser, port).expectingRefusals().open("/")) {
      visit.signIn(TestTokens.token("eva", "sync.nada"));
      assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("HTTP 403");

      visit.field("Token de acceso (Bearer)").fill(TestTokens.signed("x".repeat(40), it -> {}));
      visit.button("Entrar").click();
      assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("HTTP 401");
      assertThat(visit.heading("Consola de operación")).isVisible();
    }
  }

  @Test
  void asksAgainWhenTheTokenExpiresAndGoesOnWhereItWas(Browser browser) {
    try (Visit visit = Visit.to(browser, port).open("/historial").expectingRefusals()) {
      visit.signIn(expiringAt(Instant.now().plusSeconds(4)));
      visit.field("Id de carga, completo").fill("a-medias");

      assertThat(visit.heading("Su sesión terminó")).isVisible();
      visit.signIn(TestTokens.token("eva", "sync.read"));
      assertThat(visit.heading("Su sesión terminó")).isHidden();
      assertThat(visit.field("Id de carga, completo")).hasValue("a-medias");
    }
  }

  @Test
  void asksAgainWhenTheServiceRefusesTheToken(Browser browser) {
    try (Visit visit = Visit.to(browser, port).openAs("/servicio", "sync.read")) {
      visit.expectingRefusals();
      visit.page.route(
          "**/batch-sincronizacion-procesos/**",
          route ->
              route.resume(
                  new Route.ResumeOptions().setHeaders(Map.of("Authorization", "Bearer otro"))));
      visit.link("Procesos").click();

      assertThat(visit.heading("Su sesión terminó")).isVisible();
    }
  }

  @Test
  void entersAtOnceWhereTokensAreGivenAway(Browser browser) {
    try (Visit visit = Visit.to(browser, port)) {
      visit.page.route("**/consola/config.json", json("{\"desarrollo\": true}"));
      visit.page.route("**/dev/token", json("{\"token\": \"%s\"}".formatted(TestTokens.token())));
      visit.open("/");
      visit.button("Entrar con un token de desarrollo").click();

      assertThat(
              visit.page.getByRole(
                  AriaRole.HEADING, new Page.GetByRoleOptions().setName("Procesos")))
          .isVisible();
      assertThat(visit.page.getByText("tester")).isVisible();
    }
  }

  private static Consumer<Route> json(String body) {
    return route ->
        route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(body));
  }

  private static String expiringAt(Instant end) {
    return TestTokens.signed(
        TestTokens.SECRET,
        claims -> claims.subject("eva").claim("scope", "sync.read").expirationTime(Date.from(end)));
  }

  /** What outlives the page: entries in either storage, and cookies. */
  private static String kept(Visit visit) {
    return (String)
        visit.page.evaluate(
            "() => `${localStorage.length} ${sessionStorage.length} ${document.cookie}`");
  }
}
