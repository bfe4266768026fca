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
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people ask about a load: what is new in it, who has it since when, and what follows. */
@ConsoleTest
@ExtendWith(Chromium.class)
class LoadPageIntegrationTests {

  private static final Pattern CONFIRM = Pattern.compile("Confirmar y enviar.*");

  @Autowired Stage stage;
  @Autowired JdbcTemplate sql;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "360, DARK"})
  void whatFollowsAPartialRunAndWhoWasTold(int width, ColorScheme scheme, Browser browser) {
    String load = stage.load(3);
    stage.dealers.answerWith(
        request ->
            request.path().equals("/dealer/1")
                ? new Answer(500, "luego")
                : DealerServer.confirm(request));
    try (Visit visit = Visit.to(browser, port, width, scheme)) {
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.button(CONFIRM).click();
      assertThat(visit.summary()).containsText("Completada · parcial");
      String run = visit.page.url().replaceAll(".*/", "");
      told("carga.parcial:" + run, run);

      assertThat(region(visit, "Rondas")).containsText("0 de 5 rondas hechas");
      assertThat(region(visit, "Rondas")).containsText("La siguiente empieza el");
      visit.page.reload();
      visit.openAs("/ejecuciones/" + run, "sync.read", "sync.write");
      assertThat(region(visit, "Notificaciones")).containsText("La carga quedó incompleta");
      assertThat(region(visit, "Notificaciones")).containsText("Entregada");
      visit.picture("despues-" + width);
      visit.button("Cancelar las rondas").click();
      visit.button("Sí, cancelarlas").click();
      assertThat(visit.notices()).containsText("quedan canceladas");
      assertThat(region(visit, "Rondas")).containsText("No hay otra planeada");

      visit.link(load).click();
      assertThat(region(visit, "Rondas")).containsText("No hay otra planeada");
      assertThat(region(visit, "Notificaciones")).containsText("Ejecución " + run);
      assertThat(region(visit, "Cobertura en el tiempo")).containsText("La mitad la tenía");
      assertThat(region(visit, "Cobertura en el tiempo")).containsText("2 de 3");
      visit.picture("carga-" + width);
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, DARK", "360, LIGHT"})
  void whatIsNewInALoad(int width, ColorScheme scheme, Browser browser) {
    String before = stage.load(1);
    String now = stage.loadThatAnnounces(13, 1);
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 1");
    try (Visit visit = Visit.to(browser, port, width, scheme)) {
      run(visit, before);
      sql.update(
          "update CO_GM_LISTAPRODUCTOS set COGM_PAIS = 'Chile' where COGM_MODELOINTERES = 'BUENV011'");
      sql.update(
          "insert into CO_GM_LISTAPRODUCTOS (COGM_NOMBREPRODUCTO, COGM_MODELOINTERES) values ('Nuevo', 'NUEVO')");
      run(visit, now);
      visit.link(now).click();
      visit.page.getByText("Comparar con la carga anterior").click();

      Locator difference = region(visit, "Diferencia con la anterior");
      assertThat(difference).containsText("Comparada con la carga " + before);
      assertThat(difference).containsText(Pattern.compile("Agregados\\s*2"));
      assertThat(difference).containsText(Pattern.compile("Quitados\\s*1"));
      assertThat(difference.getByText("\"nombreProducto\":\"Nuevo\"")).isVisible();
      assertThat(difference).containsText("El proceso no nombra una clave");
      visit.picture("diferencia-" + width);

      difference.getByRole(AriaRole.LINK).first().click();
      assertThat(visit.heading("Carga " + stage.keyOf(before))).isVisible();
      visit.expectingRefusals();
      visit.page.getByText("Comparar con la carga anterior").click();
      assertThat(region(visit, "Diferencia con la anterior"))
          .containsText("No hay una carga anterior");
    }
  }

  @Test
  void whatTheGuardFoundIsInTheListOfLoads(Browser browser) {
    String stopped = stage.loadThatAnnounces(99, 1);
    String forced = stage.loadThatAnnounces(98, 1);
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_COCP_EVENTPROCESOID, COES_STATUS, FECHAREGISTRO,
           COES_ERRORMESSAGE)
        values ('ProductList', ?, ?, 'FAILED', ?,
                'Contenido rechazado: el contenido tiene 12 registros y la carga anuncia 99. No se envió nada')""",
        stopped,
        stage.keyOf(stopped),
        LocalDateTime.now());
    try (Visit visit =
        Visit.to(browser, port)
            .openAs(
                "/iniciar?tipo=ProductList&carga=" + forced,
                "sync.read",
                "sync.write",
                "sync.admin")) {
      visit.page.getByRole(AriaRole.CHECKBOX).check();
      visit.button("Forzar y enviar a 1 dealer").click();
      assertThat(visit.summary()).containsText("Completada · total");

      visit.link("Cargas").click();
      Locator rows = visit.rows("Cargas, la más nueva primero");
      Locator row = rows.filter(new Locator.FilterOptions().setHasText(stopped));
      assertThat(row).containsText("Rechazada");
      assertThat(row).containsText("el contenido tiene 12 registros y la carga anuncia 99");
      assertThat(rows.filter(new Locator.FilterOptions().setHasText(forced)))
          .containsText("Se dejó pasar: el contenido tiene 12 registros y la carga anuncia 98");
      visit.picture("guardian");
      visit.link(stopped).click();
      assertThat(visit.summary()).containsText("El guardián no dejó enviarla");
    }
  }

  @Test
  void whatBecameOfThePilotOfARun(Browser browser) {
    long run = stage.runWithRejectedPilot();
    try (Visit visit = Visit.to(browser, port).openAs("/ejecuciones/" + run, "sync.read")) {
      Locator pilot = region(visit, "Piloto");
      assertThat(pilot).containsText("Piloto rechazado");
      assertThat(pilot).containsText("De los 3 dealers del piloto con resultado");
      visit.picture("piloto");
      pilot.getByText("2 fallaron").click();
      assertThat(visit.field("Estado")).hasValue("FALLIDO");
    }
  }

  /** As it is once its message was delivered. */
  private void told(String key, String run) {
    sql.update(
        """
        insert into CO_DS_AVISOS
          (AVIS_CLAVE, AVIS_DESTINO, AVIS_EVENTO, AVIS_PROCESSTYPE, AVIS_CUERPO, AVIS_ESTADO,
           AVIS_INTENTOS, AVIS_CREADO, AVIS_PROXIMO, AVIS_TERMINADO)
        values (?, 'correo', 'carga.parcial', 'ProductList', ?, 'ENTREGADO', 1, ?, ?, ?)""",
        key,
        "{\"syncControlId\":%s}".formatted(run),
        OffsetDateTime.now(),
        OffsetDateTime.now(),
        OffsetDateTime.now());
  }

  private static void run(Visit visit, String load) {
    if (visit.page.url().equals("about:blank")) {
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
    } else {
      visit.go("/iniciar?tipo=ProductList&carga=" + load);
    }
    visit.button(CONFIRM).click();
    assertThat(visit.summary()).containsText("Completada · total");
  }

  private static Locator region(Visit visit, String name) {
    return visit.page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
  }
}
