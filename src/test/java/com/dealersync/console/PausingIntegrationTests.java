package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** An administrator holds a process type and lets it go; everybody sees who did it and why. */
@ConsoleTest
@ExtendWith(Chromium.class)
class PausingIntegrationTests {

  @Autowired Stage stage;
  @Autowired JdbcTemplate sql;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
    sql.update("delete from CO_DS_PAUSA");
  }

  @AfterEach
  void resume() {
    sql.update("delete from CO_DS_PAUSA");
  }

  @Test
  void pausesAProcessTypeAndResumesIt(Browser browser) {
    try (Visit visit =
        Visit.to(browser, port).openAs("/", "sync.read", "sync.write", "sync.admin")) {
      visit.button("Pausar ProductList").click();
      visit.field("Motivo").fill("Precios equivocados");
      visit.field("Hasta, en la zona del servicio (opcional)").fill("2099-01-07T06:00");
      visit.button("Pausar").last().click();

      Locator card = card(visit);
      assertThat(visit.notices()).containsText("está en pausa hasta 2099-01-07T06:00:00");
      assertThat(card).containsText("Precios equivocados");
      assertThat(card).containsText("La puso");
      assertThat(visit.link("Iniciar ProductList")).hasCount(0);
      assertThat(visit.link("Iniciar CampaignList")).hasCount(1);

      visit.button("Reanudar ProductList").click();

      assertThat(visit.notices()).containsText("se reanudó");
      assertThat(visit.link("Iniciar ProductList")).hasCount(1);
      assertThat(card).not().containsText("Precios equivocados");
    }
  }

  @Test
  void othersSeeThePauseAndHaveNoButton(Browser browser) {
    sql.update(
        """
        insert into CO_DS_PAUSA (PAUS_PROCESSTYPE, PAUS_MOTIVO, PAUS_USUARIO, PAUS_DESDE)
        values ('ProductList', 'revisión', 'olga', CURRENT_TIMESTAMP)\
        """);
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read", "sync.write")) {
      assertThat(card(visit)).containsText("En pausa hasta que alguien lo reanude");
      assertThat(card(visit)).containsText("La puso olga");
      assertThat(visit.button("Reanudar ProductList")).hasCount(0);
      assertThat(visit.button("Pausar CampaignList")).hasCount(0);
    }
  }

  @Test
  void aRunAtWorkAndAPreviewSayWhoPausedThem(Browser browser) {
    String load = stage.load(2);
    stage.dealers.hold();
    try (Visit visit = Visit.to(browser, port)) {
      String start = "/iniciar?tipo=ProductList&carga=" + load;
      visit.openAs(start, "sync.read", "sync.write", "sync.admin");
      visit.button(Pattern.compile("Confirmar y enviar.*")).click();
      assertThat(visit.heading("¿Qué espera?")).isVisible();
      sql.update(
          """
          insert into CO_DS_PAUSA (PAUS_PROCESSTYPE, PAUS_MOTIVO, PAUS_USUARIO, PAUS_DESDE)
          values ('ProductList', 'precios mal', 'olga', CURRENT_TIMESTAMP)\
          """);
      Locator verdict =
          visit.page.getByRole(
              AriaRole.REGION, new Page.GetByRoleOptions().setName("¿Qué espera?"));

      assertThat(verdict).containsText("En pausa: alguien detuvo su proceso");
      assertThat(verdict).containsText("La pidió olga: «precios mal».");

      visit.open(start);
      assertThat(visit.page.getByText("El proceso está en pausa").first()).isVisible();
      stage.dealers.release();
    }
  }

  private static Locator card(Visit visit) {
    return visit
        .page
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHas(visit.heading("ProductList")));
  }
}
