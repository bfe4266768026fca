package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every page for every eye: in the light and in the dark, on a desk and on a phone. */
@ConsoleTest
@ExtendWith(Chromium.class)
class AppearanceIntegrationTests {

  private static final List<String> PLACES =
      List.of(
          "/",
          "/iniciar?tipo=ProductList",
          "/historial",
          "/historial?estado=FAILED",
          "/auditoria",
          "/cargas",
          "/dealers",
          "/dealers?situacion=ATRASADO",
          "/dealers/BAC1",
          "/dealers/BAC2",
          "/ayuda",
          "/servicio",
          "/nada");

  @Autowired Stage stage;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT, NONE", "360, DARK, NONE", "360, LIGHT, ACTIVE", "320, DARK, NONE"})
  void hasNoBarrierOnAnyPageAndNoneIsWiderThanItsWindow(
      int width, ColorScheme scheme, ForcedColors colors, Browser browser) {
    String load = stage.load(6);
    stage.dealers.answerWith(
        request ->
            request.path().endsWith("/1")
                ? new Answer(401, "no".repeat(400))
                : DealerServer.confirm(request));
    try (Visit visit = Visit.to(browser, port, width, scheme)) {
      visit.page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(colors));
      visit.open("/");
      check(visit);
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.page.getByText("Primeros registros").first().waitFor();
      check(visit);
      visit.button("Confirmar y enviar a 6 dealers").click();
      assertThat(visit.summary()).containsText("Completada · parcial");
      check(visit);
      visit.link(load).click();
      visit.heading("Contenido sellado").waitFor();
      check(visit);
      for (String place : PLACES) {
        visit.go(place);
        check(visit);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "320, DARK"})
  void hasNoBarrierWhereAnAdministratorDecides(int width, ColorScheme scheme, Browser browser) {
    String load = stage.loadThatAnnounces(13, 2);
    stage.useKeyOfProductListForSomethingElse();
    try (Visit visit = Visit.to(browser, port, width, scheme)) {
      visit.openAs(
          "/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write", "sync.admin");
      visit.page.getByRole(AriaRole.CHECKBOX).check();
      check(visit);
      visit.go("/");
      visit.button("Quitar el lock").click();
      visit.button("Sí, quitarlo").waitFor();
      check(visit);
      visit.button("Sí, quitarlo").click();
      visit.go("/iniciar?tipo=ProductList&carga=" + load);
      visit.page.getByRole(AriaRole.CHECKBOX).check();
      visit.button("Forzar y enviar a 2 dealers").click();
      assertThat(visit.summary()).containsText("Forzada");
      visit.link(load).click();
      visit.page.getByText("Se dejó pasar").waitFor();
      check(visit);
    }
  }

  @Test
  void isDarkForThoseWhoWantItDark(Browser browser) {
    try (Visit light = Visit.to(browser, port);
        Visit dark = Visit.to(browser, port, 1280, ColorScheme.DARK)) {
      assertThat(brightness(light.open("/"))).isGreaterThan(200);
      assertThat(brightness(dark.open("/"))).isLessThan(60);
    }
  }

  @Test
  void loadsNothingFromElsewhere(Browser browser) {
    stage.load(2);
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read")) {
      PLACES.forEach(
          place -> {
            visit.go(place);
            visit.page.waitForLoadState(LoadState.LOAD);
          });
      assertThat(visit.hosts()).isNotEmpty().containsOnly("127.0.0.1:" + port);
    }
  }

  private static void check(Visit visit) {
    visit.page.getByRole(AriaRole.HEADING).first().waitFor();
    assertThat(visit.page.locator(".spinner")).hasCount(0);
    assertThat(visit.barriers()).as(visit.page.url()).isEmpty();
    assertThat(visit.overhang()).as(visit.page.url()).isNotPositive();
  }

  private static int brightness(Visit visit) {
    return (int)
        visit.page.evaluate(
            "() => Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
  }
}
