package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
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

/** Operators send what failed again: to a group that failed alike, or to one dealer. */
@ConsoleTest
@ExtendWith(Chromium.class)
class ResendingIntegrationTests {

  private static final Pattern CONFIRM = Pattern.compile("Confirmar y enviar.*");
  private static final String REJECTED = "no acepta el secreto o la firma";

  @Autowired Stage stage;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "360, DARK"})
  void sendsAGroupOfFailuresAgainAfterSayingToHowMany(
      int width, ColorScheme scheme, Browser browser) {
    String load = stage.load(6);
    stage.dealers.answerWith(
        request ->
            switch (request.path()) {
              case "/dealer/1", "/dealer/2" -> new Answer(401, "no");
              case "/dealer/3" -> new Answer(410, "adiós");
              default -> DealerServer.confirm(request);
            });
    try (Visit visit = Visit.to(browser, port, width, scheme)) {
      run(visit, load);
      stage.dealers.answerWith(DealerServer::confirm);
      resend(visit, REJECTED).click();
      assertThat(dialog(visit)).containsText("a 2 dealers, los que fallan ahora");
      assertThat(dialog(visit)).containsText(load);
      assertThat(visit.button("Volver")).isFocused();
      visit.picture("reenviar-" + width);
      visit.button("Sí, reenviar a 2 dealers").click();
      assertThat(visit.notices()).containsText("Reenvío iniciado");
      visit.link(Pattern.compile("Ver la ejecución \\d+")).click();
      assertThat(visit.summary()).containsText("Reenvío");
      assertThat(visit.summary()).containsText("Completada · total");

      visit.link(load).click();
      assertThat(visit.link("Exitosos: 5, ver cuáles")).isVisible();
      assertThat(visit.page.getByText(REJECTED)).hasCount(0);
      assertThat(resend(visit, "webhook dado de baja")).isVisible();
    }
    assertThat(stage.dealers.received())
        .extracting(DealerServer.Received::path)
        .filteredOn("/dealer/1"::equals)
        .hasSize(2);
  }

  @Test
  void doesNotSendToThoseOfAnEarlierRunWhoHaveConfirmedSince(Browser browser) {
    String load = stage.load(2);
    stage.dealers.answerWith(request -> new Answer(401, "no"));
    try (Visit visit = Visit.to(browser, port)) {
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.button(CONFIRM).click();
      assertThat(visit.summary()).containsText("Completada · ninguno");
      String first = visit.page.url().replaceAll(".*#", "");
      stage.dealers.answerWith(DealerServer::confirm);
      visit.link("Reintentar lo que falta").click();
      visit.button(CONFIRM).click();
      assertThat(visit.summary()).containsText("Completada · total");

      visit.go(first);
      resend(visit, REJECTED).click();
      assertThat(dialog(visit)).containsText("No hay nada que reenviar");
      assertThat(visit.button("Reenviar").last()).isDisabled();
    }
  }

  @Test
  void sendsToOneDealerFromItsPageAndFromTheLists(Browser browser) {
    String load = stage.load(3);
    try (Visit visit = Visit.to(browser, port)) {
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.button(CONFIRM).click();
      assertThat(visit.summary()).containsText("Completada · total");

      visit.go("/dealers/BAC2");
      visit.button("Reenviar a BAC2 la carga actual de ProductList").click();
      assertThat(dialog(visit)).containsText("su confirmación se conserva");
      visit.button("Sí, reenviar").click();
      visit.link(Pattern.compile("Ver la ejecución \\d+")).click();
      assertThat(visit.summary()).containsText("Completada · total");
      assertThat(visit.summary()).containsText("Reenvío");
      assertThat(visit.rows("Dealers de la ejecución")).containsText(new String[] {"BAC2"});
    }
    try (Visit visit = Visit.to(browser, port).openAs("/dealers", "sync.read", "sync.write")) {
      visit.button("Reenviar a BAC3 la carga actual de ProductList").click();
      visit.button("Sí, reenviar").click();
      visit.link(Pattern.compile("Ver la ejecución \\d+")).click();
      assertThat(visit.rows("Dealers de la ejecución")).containsText(new String[] {"BAC3"});
    }
  }

  @Test
  void isNotOfferedToThoseWhoMayOnlyRead(Browser browser) {
    stage.load(2);
    try (Visit visit = Visit.to(browser, port).openAs("/dealers", "sync.read")) {
      assertThat(visit.rows("Dealers de las cargas más recientes")).hasCount(2);
      assertThat(visit.button(Pattern.compile("Reenviar.*"))).hasCount(0);
    }
  }

  private static void run(Visit visit, String load) {
    visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
    visit.button(CONFIRM).click();
    assertThat(visit.summary()).containsText("Completada · parcial");
  }

  private static Locator resend(Visit visit, String cause) {
    return visit.button(Pattern.compile("Reenviar a los que fallan por «.*" + cause + ".*»$"));
  }

  private static Locator dialog(Visit visit) {
    return visit.page.getByRole(AriaRole.DIALOG);
  }
}
