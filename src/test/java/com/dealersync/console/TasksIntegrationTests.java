package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people come for in the night, and when a dealer phones: each by its steps. */
@ConsoleTest
@ExtendWith(Chromium.class)
class TasksIntegrationTests {

  private static final Pattern CONFIRM = Pattern.compile("Confirmar y enviar.*");

  @Autowired Stage stage;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @Test
  void whyDoesThisRunTakeSoLong(Browser browser) {
    String load = stage.load(2);
    stage.dealers.hold();
    try (Visit visit = Visit.to(browser, port)) {
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.button(CONFIRM).click();

      Locator verdict = verdict(visit);
      assertThat(verdict).containsText(Pattern.compile("En vuelo\\s*2"));
      assertThat(verdict).containsText("Espera a dealers lentos");
      assertThat(verdict).containsText(Pattern.compile("Última señal\\s*hace \\d s"));
      visit.picture("espera");

      verdict.getByRole(AriaRole.LINK).first().click();
      assertThat(visit.heading("Qué hacer cuando una ejecución espera")).isVisible();
      stage.dealers.release();
    }
  }

  @Test
  void aFrozenNodeIsNotTakenForOneAtWork(Browser browser) {
    long run = stage.frozenRun();
    try (Visit visit = Visit.to(browser, port).openAs("/ejecuciones/" + run, "sync.read")) {
      assertThat(verdict(visit)).containsText("El nodo no da señal de vida");
      assertThat(verdict(visit)).containsText("nodo-congelado");
      assertThat(verdict(visit)).containsText(Pattern.compile("Ritmo\\s*no se sabe"));
      visit.picture("congelado");
    } finally {
      stage.thaw();
    }
  }

  @Test
  void aRunThatWaitsForItsOwnNetworkSaysSo(Browser browser) {
    long run = stage.runThatPauses();
    try (Visit visit = Visit.to(browser, port).openAs("/ejecuciones/" + run, "sync.read")) {
      assertThat(verdict(visit)).containsText("En pausa: falla la red de este servicio");
      verdict(visit).getByText("Qué hacer").click();
      assertThat(visit.heading("Qué hacer cuando una ejecución espera")).isVisible();
    } finally {
      stage.thaw();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "360, DARK"})
  void aDealerSaysThatItGotNothing(int width, ColorScheme scheme, Browser browser) {
    String load = stage.load(3);
    stage.name("BAC2", "Automotriz CÓRDOBA Norte");
    stage.dealers.answerWith(
        request ->
            request.path().equals("/dealer/2")
                ? new Answer(401, "no")
                : DealerServer.confirm(request));
    try (Visit visit = Visit.to(browser, port, width, scheme)) {
      run(visit, load);

      visit.field("BAC, nombre o servidor de un dealer").fill("cordoba");
      visit.page.keyboard().press("Enter");
      Locator found = visit.rows("Dealers de las cargas más recientes");
      assertThat(found).hasCount(1);
      assertThat(found).containsText("Atrasado");
      visit.link("BAC2").click();

      assertThat(visit.page.locator(".spoken"))
          .containsText("ProductList: la carga " + load + " se intentó");
      assertThat(visit.page.locator(".spoken")).containsText("no acepta el secreto o la firma");
      visit.page.getByText("1 intento", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(visit.page.locator(".attempts")).containsText("HTTP 401");
      assertThat(visit.page.locator(".attempts")).containsText("msg_");
      visit.picture("dealer-" + width);

      stage.dealers.answerWith(request -> new Answer(422, "{}"));
      visit.button("Comprobar").click();
      assertThat(visit.page.getByText("funciona. No se entregó nada.")).isVisible();
    }
  }

  @Test
  void whichDealersAreBehindAndWhy(Browser browser) {
    String load = stage.load(6);
    stage.dealers.answerWith(
        request ->
            switch (request.path()) {
              case "/dealer/1", "/dealer/2" -> new Answer(401, "no");
              case "/dealer/3" -> new Answer(410, "adiós");
              default -> DealerServer.confirm(request);
            });
    try (Visit visit = Visit.to(browser, port)) {
      run(visit, load);
      Locator dealers = visit.rows("Dealers de la ejecución");
      assertThat(dealers.first()).containsText("Fallido");
      visit.picture("fallas");
      visit.link(Pattern.compile("2\\s*×.*no acepta el secreto o la firma")).click();
      assertThat(dealers).hasCount(2);
      visit.page.goBack();
      assertThat(dealers).hasCount(6);
      visit.link("Fallidos: 3, ver cuáles").click();
      assertThat(dealers).hasCount(3);
      assertThat(visit.heading("Dealers")).isFocused();

      visit.link("Dealers").click();
      visit.field("Situación").selectOption("ATRASADO");
      assertThat(visit.rows("Dealers de las cargas más recientes")).hasCount(3);
      visit.picture("atrasados");

      visit.link("Cargas").click();
      assertThat(visit.rows("Cargas, la más nueva")).containsText(new String[] {load});
      visit.picture("cargas");
    }
  }

  @Test
  void aStartThatWouldBeRefusedIsKnownBefore(Browser browser) {
    String load = stage.load(2);
    stage.dealers.hold();
    try (Visit visit = Visit.to(browser, port)) {
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.button(CONFIRM).click();
      assertThat(visit.summary()).containsText("En curso");
      String run = visit.page.url().replaceAll(".*/", "");
      visit.go("/iniciar?tipo=ProductList&carga=" + load);

      assertThat(visit.button(CONFIRM)).isDisabled();
      visit.link("Ver la ejecución " + run).click();
      assertThat(visit.summary()).containsText("En curso");
      assertThat(visit.page).hasTitle(Pattern.compile("\\d+ % · Ejecución " + run + " .*"));
      stage.dealers.release();
    }
  }

  private void run(Visit visit, String load) {
    visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
    visit.button(CONFIRM).click();
    assertThat(visit.summary()).containsText("Completada · parcial");
  }

  private static Locator verdict(Visit visit) {
    return visit.page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName("¿Qué espera?"));
  }
}
