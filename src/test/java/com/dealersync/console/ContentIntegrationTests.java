package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What operators see of what is sent, of what is not, and of locks that are no run's. */
@ConsoleTest
@ExtendWith(Chromium.class)
class ContentIntegrationTests {

  private static final Pattern CONFIRM = Pattern.compile("Confirmar y enviar.*");
  private static final int MANY = 600;

  @Autowired Stage stage;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @Test
  void tellsDealersThatWereNotSentFromThoseThatFailed(Browser browser) {
    String load = stage.load(MANY);
    stage.dealers.hold();
    try (Visit visit =
        Visit.to(browser, port)
            .openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write")) {
      visit.button(CONFIRM).click();
      visit.button("Cancelar ejecución").click();
      visit.button("Sí, cancelarla").click();
      stage.dealers.release();
      assertThat(visit.summary()).containsText("Cancelada");

      String unsent = tile(visit, "No enviados").innerText();
      assertThat(Integer.parseInt(unsent)).isPositive();
      assertThat(visit.page.getByRole(AriaRole.PROGRESSBAR))
          .hasAttribute("aria-valuetext", Pattern.compile(".* y " + unsent + " no enviados de.*"));
      visit.field("Estado").selectOption("NO_ENVIADO");
      Locator dealers = visit.rows("Dealers de la ejecución");
      assertThat(dealers.first()).containsText("No enviado");
      assertThat(visit.pager().getByText(Pattern.compile("de " + unsent + " dealers"))).isVisible();

      visit.link(load).click();
      assertThat(visit.summary()).containsText("Sin sincronizar");
      assertThat(tile(visit, "No enviados")).hasText(unsent);
      visit.field("Estado").selectOption("NO_ENVIADO");
      assertThat(visit.pager().getByText(Pattern.compile("de " + unsent + " dealers"))).isVisible();
      assertThat(visit.rows("Dealers de la carga").first())
          .containsText("La ejecución terminó antes: Cancelación solicitada por eva");

      visit.link("Ver sus ejecuciones").click();
      assertThat(visit.rows("Historial")).containsText(new String[] {unsent + " no enviados"});
    }
  }

  @Test
  void forcesWhatTheGuardFindsOnlyOnceAnAdministratorSaysSo(Browser browser) throws IOException {
    String load = stage.loadThatAnnounces(13, 2);
    String place = "/iniciar?tipo=ProductList&carga=" + load;
    String finding = "el contenido tiene 12 registros y la carga anuncia 13";
    try (Visit visit = Visit.to(browser, port).openAs(place, "sync.read", "sync.write")) {
      assertThat(visit.page.getByText(finding)).isVisible();
      assertThat(visit.page.getByText("sync.admin")).isVisible();
      assertThat(visit.page.getByRole(AriaRole.CHECKBOX)).hasCount(0);
      assertThat(visit.button(Pattern.compile(".* y enviar.*"))).hasCount(0);
    }
    try (Visit visit =
        Visit.to(browser, port).openAs(place, "sync.read", "sync.write", "sync.admin")) {
      assertThat(visit.page.getByText(finding)).isVisible();
      assertThat(visit.button("Forzar y enviar a 2 dealers")).isDisabled();
      visit.page.getByRole(AriaRole.CHECKBOX).check();
      visit.button("Forzar y enviar a 2 dealers").click();

      assertThat(visit.summary()).containsText("Completada · total");
      assertThat(visit.summary()).containsText("Forzada");
      visit.link(load).click();
      assertThat(visit.summary()).containsText("Sincronizada");
      assertThat(tile(visit, "Registros")).hasText("12");
      assertThat(tile(visit, "Registros anunciados")).hasText("13");
      assertThat(visit.page.getByText("Se dejó pasar con «forzar»")).isVisible();
      assertThat(visit.page.getByText(finding)).isVisible();
      assertThat(visit.rows("Dealers de la carga")).hasCount(2);
      Download content = visit.page.waitForDownload(visit.button("Descargar contenido")::click);
      assertThat(Files.readString(content.path()))
          .isEqualTo(new String(stage.dealers.received().getLast().body(), UTF_8))
          .contains("\"registros\":12");
    }
  }

  @Test
  void saysOfALoadThatNothingIsSealedYetAndOfNoneThatThereIsNone(Browser browser) {
    String load = stage.load(3);
    try (Visit visit =
        Visit.to(browser, port)
            .openAs("/iniciar?tipo=ProductList", "sync.read")
            .expectingRefusals()) {
      visit.link("Ver la carga " + load).click();
      assertThat(visit.summary()).containsText(load);
      assertThat(tile(visit, "Registros")).hasText("—");
      assertThat(tile(visit, "Registros anunciados")).hasText("12");
      assertThat(tile(visit, "No enviados")).hasText("3");
      assertThat(visit.page.getByText("se sella cuando empieza su primera ejecución")).isVisible();
      assertThat(visit.link("Iniciar su envío")).hasCount(0);

      visit.go("/cargas/987654321");
      assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("No existe la carga");
      visit.go("/cargas/x");
      assertThat(visit.heading("Esa página no existe")).isVisible();
    }
  }

  @Test
  void removesALockThatIsNoRunsOnceAnAdministratorSaysSo(Browser browser) {
    stage.useKeyOfProductListForSomethingElse();
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read", "sync.write")) {
      assertThat(card(visit)).containsText("Lock ajeno");
      assertThat(visit.button("Quitar el lock")).hasCount(0);
    }
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read", "sync.admin")) {
      assertThat(card(visit)).containsText("Lock ajeno");
      visit.button("Quitar el lock").click();
      assertThat(visit.button("Volver")).isFocused();
      visit.page.keyboard().press("Escape");
      assertThat(card(visit)).containsText("Lock ajeno");
      visit.button("Quitar el lock").click();
      visit.button("Sí, quitarlo").click();

      assertThat(card(visit)).containsText("Libre");
      assertThat(visit.button("Quitar el lock")).hasCount(0);
      visit.link("Auditoría").click();
      assertThat(visit.rows("Acciones").first()).containsText("eva");
    }
  }

  private static Locator tile(Visit visit, String name) {
    return visit
        .summary()
        .locator(".tile")
        .filter(new Locator.FilterOptions().setHas(visit.page.locator("dt", exactly(name))))
        .locator("dd");
  }

  private static Page.LocatorOptions exactly(String text) {
    return new Page.LocatorOptions().setHasText(Pattern.compile("^" + text + "$"));
  }

  private static Locator card(Visit visit) {
    return visit
        .page
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHas(visit.heading("ProductList")));
  }
}
