package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What operators do with runs, from the preview to the retry. */
@ConsoleTest
@ExtendWith(Chromium.class)
class OperatingIntegrationTests {

  private static final Pattern CONFIRM = Pattern.compile("Confirmar y enviar.*");

  @Autowired Stage stage;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @Test
  void startsARunFromItsPreviewAndTriesWhatFailedAgain(Browser browser) throws IOException {
    String load = stage.load(5);
    stage.dealers.answerWith(
        request ->
            request.path().equals("/dealer/3")
                ? new Answer(500, "sin servicio")
                : DealerServer.confirm(request));
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read", "sync.write")) {
      visit.link("Iniciar ProductList").click();
      visit.button(load).click();
      assertThat(visit.page.getByText("Primeros registros (10 de 12)")).isVisible();
      visit.button("Confirmar y enviar a 5 dealers").click();

      assertThat(visit.summary()).containsText("Completada · parcial");
      assertThat(visit.notices()).containsText("iniciada: ProductList, " + load);
      assertThat(visit.page.getByRole(AriaRole.PROGRESSBAR))
          .hasAttribute("aria-valuetext", "100 %: 4 exitosos y 1 fallido de 5 dealers");
      assertThat(visit.page.locator("canvas")).hasCount(2);

      Locator dealers = visit.rows("Dealers de la ejecución");
      assertThat(dealers).hasCount(5);
      visit.field("Estado").selectOption("FALLIDO");
      assertThat(dealers).hasCount(1);
      assertThat(dealers).containsText(new String[] {"500"});
      visit.field("Estado").selectOption("");
      assertThat(dealers).hasCount(5);
      visit.field("BAC, nombre o servidor").fill("bac4");
      Download file = visit.page.waitForDownload(visit.button("Descargar CSV")::click);
      assertThat(Files.readString(file.path())).contains("BAC4").doesNotContain("BAC3");
      assertThat(visit.notices()).containsText("descargado");
      assertThat(dealers).hasCount(1);
      assertThat(dealers).containsText(new String[] {"ACK-dealer-4"});

      stage.dealers.answerWith(DealerServer::confirm);
      visit.link("Reintentar lo que falta").click();
      visit.button("Confirmar y enviar a 1 dealer").click();
      assertThat(visit.summary()).containsText("Completada · total");
      assertThat(visit.link("Reintentar lo que falta")).hasCount(0);
    }
  }

  @Test
  void showsWhoHoldsALockAndCancelsTheRun(Browser browser) {
    String load = stage.load(3);
    stage.dealers.hold();
    try (Visit visit = toStart(browser, load)) {
      visit.button(CONFIRM).click();
      visit.link("Procesos").click();

      Locator card =
          visit
              .page
              .getByRole(AriaRole.LISTITEM)
              .filter(new Locator.FilterOptions().setHas(visit.heading("ProductList")));
      assertThat(card).containsText("Ocupado");
      assertThat(card).containsText(load);
      assertThat(card).containsText("El lock vence en");
      assertThat(card.getByRole(AriaRole.PROGRESSBAR)).isVisible();
      assertThat(card).containsText("En vivo");

      visit.button("Cancelar ejecución").click();
      assertThat(visit.button("Volver")).isFocused();
      visit.page.keyboard().press("Escape");
      assertThat(visit.button("Cancelar ejecución")).isFocused();
      visit.button("Cancelar ejecución").click();
      visit.button("Sí, cancelarla").click();

      assertThat(visit.notices()).containsText("Cancelación aceptada");
      assertThat(visit.button("Cancelando…")).isDisabled();
      stage.dealers.release();
      assertThat(card).containsText("Libre");
      assertThat(visit.page.getByText("Cancelada")).isVisible();
    }
  }

  @Test
  void tellsThoseWhoWentElsewhereThatTheRunStarted(Browser browser) {
    String load = stage.load(1);
    try (Visit visit = toStart(browser, load)) {
      AtomicReference<Route> start = new AtomicReference<>();
      visit.page.route("**/batch-sincronizacion-procesos", start::set);
      visit.page.waitForRequest("**/batch-sincronizacion-procesos", visit.button(CONFIRM)::click);
      visit.link("Servicio").click();
      assertThat(visit.heading("Servicio")).isVisible();
      start.get().resume();

      assertThat(visit.notices()).containsText("iniciada: ProductList, " + load);
      assertThat(visit.heading("Servicio")).isVisible();
      visit.link("Verla").click();
      assertThat(visit.summary()).containsText(load);
    }
  }

  @Test
  void goesOnFollowingARunWhereTheConnectionWasLost(Browser browser) {
    String load = stage.load(3);
    stage.dealers.hold();
    try (Visit visit = toStart(browser, load)) {
      AtomicInteger connections = new AtomicInteger();
      visit.page.route(
          "**/eventos",
          route -> {
            if (connections.incrementAndGet() == 1) {
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/event-stream")
                      .setBody("retry: 2000\n\nid: RUNNING.1.0.0\n\n"));
            } else {
              route.resume();
            }
          });
      Request again =
          visit.page.waitForRequest(
              request ->
                  request.url().endsWith("/eventos")
                      && request.headers().containsKey("last-event-id"),
              visit.button(CONFIRM)::click);
      assertThat(again.headers().get("last-event-id")).isEqualTo("RUNNING.1.0.0");
      assertThat(visit.summary()).containsText("En vivo");

      stage.dealers.release();
      assertThat(visit.summary()).containsText("Completada · total");
    }
  }

  @Test
  void saysWhyTheServiceRefusedAndWhenToComeBack(Browser browser) {
    String load = stage.load(1);
    try (Visit visit =
        Visit.to(browser, port)
            .openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write")
            .expectingRefusals()) {
      assertThat(visit.button(CONFIRM)).isEnabled();
      visit.page.route("**/estado/ProductList", unanswered -> {});
      stage.lockProductList();
      visit.button(CONFIRM).click();

      Locator refusal = visit.page.getByRole(AriaRole.ALERT);
      assertThat(refusal).containsText("PROCESO OCUPADO");
      assertThat(refusal).containsText("HTTP 409");
      assertThat(refusal).containsText(Pattern.compile("Reintente en \\d+ s"));
      assertThat(refusal).containsText(Pattern.compile("Correlación [0-9a-f-]{36}"));
      assertThat(visit.button(CONFIRM)).isEnabled();
    }
  }

  @Test
  void leavesThoseWhoMayOnlyLookNoButtonToPress(Browser browser) {
    String load = stage.load(1);
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read")) {
      assertThat(visit.page.getByText("Su token es de sólo lectura")).isVisible();
      assertThat(visit.link("Iniciar ProductList")).hasCount(0);

      visit.go("/iniciar?tipo=ProductList&carga=" + load);
      assertThat(visit.page.getByText("Primeros registros (10 de 12)")).isVisible();
      assertThat(visit.button(CONFIRM)).hasCount(0);
    }
  }

  @Test
  void needsNoMouse(Browser browser) {
    String load = stage.load(2);
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read", "sync.write")) {
      visit.heading("ProductList").waitFor();
      visit.page.evaluate("() => document.activeElement.blur()");
      press(visit, "Tab");
      assertThat(visit.link("Saltar al contenido")).isFocused();
      press(visit, "Enter");
      assertThat(visit.page.getByRole(AriaRole.MAIN)).isFocused();

      tabTo(visit, visit.link("Iniciar ProductList"));
      press(visit, "Enter");
      assertThat(visit.heading("Iniciar una sincronización")).isFocused();
      tabTo(visit, visit.button(load));
      press(visit, "Enter");
      assertThat(visit.page.locator("#previa")).isFocused();
      tabTo(visit, visit.button(CONFIRM));
      press(visit, "Enter");

      assertThat(visit.summary()).containsText("Completada · total");
      assertThat(visit.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .isFocused();
    }
  }

  @Test
  void keepsWhoDidWhat(Browser browser) {
    String load = stage.load(1);
    try (Visit visit = toStart(browser, load)) {
      visit.button(CONFIRM).click();
      assertThat(visit.summary()).containsText("Completada · total");

      visit.link("Auditoría").click();
      Locator entry = visit.rows("Acciones").filter(new Locator.FilterOptions().setHasText(load));
      assertThat(entry).containsText("eva");
      assertThat(entry).containsText("Iniciar");

      visit.link("Historial").click();
      visit.field("Id de carga, completo").fill(load);
      assertThat(visit.rows("Historial")).hasCount(1);
      visit.field("Estado").selectOption("FAILED");
      assertThat(visit.page.getByText("Ninguna ejecución cumple los filtros.")).isVisible();
    }
  }

  private static void press(Visit visit, String key) {
    visit.page.keyboard().press(key);
  }

  private static void tabTo(Visit visit, Locator target) {
    target.waitFor();
    for (int i = 0; i < 40; i++) {
      press(visit, "Tab");
      if ((boolean) target.evaluate("it => it === document.activeElement")) {
        return;
      }
    }
    throw new AssertionError("No way by Tab to " + target);
  }

  /** Somebody who may, just before the start of that load. */
  private Visit toStart(Browser browser, String load) {
    return Visit.to(browser, port)
        .openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
  }
}
