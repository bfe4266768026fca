package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Long lists: any page of them is one step away. */
@ConsoleTest
@ExtendWith(Chromium.class)
class ListsIntegrationTests {

  private static final int MANY = 110;

  @Autowired Stage stage;
  @Autowired JdbcTemplate sql;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @Test
  void anyPageOfAnyListIsReachedByItsNumber(Browser browser) {
    String load = stage.load(MANY);
    long key = stage.keyOf(load);
    IntStream.range(0, MANY).forEach(i -> stage.load(0));
    stage.campaigns(MANY);
    sql.batchUpdate(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_COCP_EVENTPROCESOID, COES_STATUS, FECHAREGISTRO)
        values ('ProductList', ?, ?, 'FAILED', CURRENT_TIMESTAMP)""",
        IntStream.range(0, MANY).mapToObj(i -> new Object[] {load, key}).toList());
    sql.batchUpdate(
        """
        insert into CO_DS_AUDITORIA
          (AUDI_INSTANTE, AUDI_USUARIO, AUDI_ACCION, AUDI_ORIGEN, AUDI_CORRELACIONID)
        values (CURRENT_TIMESTAMP, ?, 'INICIAR', '127.0.0.1', 'listas')""",
        IntStream.range(0, MANY).mapToObj(i -> new Object[] {"listas"}).toList());
    try (Visit visit = Visit.to(browser, port).openAs("/", "sync.read")) {
      Map.of(
              "/cargas/" + key,
              "dealers",
              "/dealers?tipo=CampaignList",
              "dealers",
              "/cargas",
              "cargas",
              "/iniciar?tipo=ProductList",
              "cargas",
              "/historial?carga=" + load,
              "ejecuciones",
              "/auditoria?usuario=listas",
              "acciones")
          .forEach((place, what) -> goesToThirdPage(visit, place, what));
    }
  }

  @Test
  void filtersAreInTheAddressAndComeFromIt(Browser browser) {
    String load = stage.load(1);
    sql.batchUpdate(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_COCP_EVENTPROCESOID, COES_STATUS, FECHAREGISTRO)
        values ('ProductList', ?, ?, ?, ?)""",
        List.of(
            new Object[] {load, stage.keyOf(load), "FAILED", LocalDateTime.of(2026, 3, 1, 12, 0)},
            new Object[] {
              load, stage.keyOf(load), "CANCELLED", LocalDateTime.of(2026, 3, 2, 12, 0)
            },
            new Object[] {load, stage.keyOf(load), "FAILED", LocalDateTime.of(2026, 3, 3, 12, 0)}));
    try (Visit visit = Visit.to(browser, port).openAs("/historial?estado=FAILED", "sync.read")) {
      Locator rows = visit.rows("Historial de ejecuciones");
      assertThat(visit.field("Estado")).hasValue("FAILED");
      assertThat(rows).hasCount(2);
      visit.field("Desde").fill("2026-03-02");
      assertThat(rows).hasCount(1);
      visit.field("Estado").selectOption("");
      assertThat(rows).hasCount(2);
      assertThat(visit.page).hasURL(Pattern.compile(".*#/historial\\?desde=2026-03-02T00.*"));
      visit.field("Hasta").fill("2026-03-02");
      assertThat(rows).hasCount(1);
      assertThat(rows).containsText(new String[] {"Cancelada"});

      visit.go("/historial?estado=CANCELLED&carga=" + load);
      assertThat(visit.field("Estado")).hasValue("CANCELLED");
      assertThat(visit.field("Desde")).hasValue("");
      assertThat(visit.field("Id de carga, completo")).hasValue(load);
      assertThat(rows).hasCount(1);
      visit.page.goBack();
      assertThat(visit.field("Hasta")).hasValue("2026-03-02");
      assertThat(visit.field("Id de carga, completo")).hasValue("");
    }
  }

  private static void goesToThirdPage(Visit visit, String place, String what) {
    visit.go(place);
    Locator pager =
        visit.page.getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Páginas de " + what));
    Locator field = pager.getByLabel("Página");
    assertThat(field).hasValue("1");
    field.fill("3");
    field.press("Enter");
    assertThat(visit.page).hasURL(Pattern.compile(".*[?&]pagina=2(&.*)?$"));
    assertThat(pager).containsText(Pattern.compile("^\\d*[1-9]\\d*1–"));
    assertThat(field).hasValue("3");
    visit.page.goBack();
    assertThat(field).hasValue("1");
  }
}
