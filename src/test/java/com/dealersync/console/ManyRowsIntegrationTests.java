package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Years of loads and a country of dealers: every page shows what it has. */
@ConsoleTest
@ExtendWith(Chromium.class)
class ManyRowsIntegrationTests {

  private static final int DEALERS = 20_000;
  private static final int LOADS = 5_000;

  @Autowired Stage stage;
  @Autowired JdbcTemplate sql;
  @LocalServerPort int port;

  private long newest;

  @BeforeEach
  void fill() {
    stage.clear();
    LocalDateTime first = LocalDateTime.of(2020, 1, 1, 0, 0);
    sql.batchUpdate(
        """
        insert into CO_EVENTOSCARGAPROCESO
          (COCP_PROCESO, COCP_IDCARGA, COCP_NOMBREARCHIVO, COCP_FECHACARGA, COCP_REGISTROS,
           COCP_ACTUAL, COCP_ESTATUS)
        values ('ProductList', ?, 'archivo.csv', ?, 12, 0, 'CARGADA')""",
        IntStream.range(0, LOADS)
            .mapToObj(i -> new Object[] {"muchas_%05d".formatted(i), first.plusHours(i)})
            .toList());
    newest = stage.keyOf("muchas_%05d".formatted(LOADS - 1));
    sql.batchUpdate(
        """
        insert into CO_EVENTOSCARGASNAPSHOTDEALERS
          (COSD_COCP_EVENTOCARGAPROCESOID, COSD_DEALERBAC, COSD_NOMBREDEALER, COSD_URLWEBHOOK,
           COSD_ESTADOWEBHOOK, COSD_INTENTOSWEBHOOK, COSD_ULTIMOERRORWEBHOOK)
        values (?, ?, ?, ?, ?, 1, ?)""",
        IntStream.range(0, DEALERS).mapToObj(this::dealer).toList());
    // One dealer that has been there all the time.
    sql.update(
        """
        insert into CO_EVENTOSCARGASNAPSHOTDEALERS
          (COSD_COCP_EVENTOCARGAPROCESOID, COSD_DEALERBAC, COSD_ESTADOWEBHOOK)
        select COCP_EVENTOCARGAPROCESOID, 'B00001', 'EXITOSO'
          from CO_EVENTOSCARGAPROCESO
         where COCP_EVENTOCARGAPROCESOID <> ?""",
        newest);
    sql.update(
        """
        insert into CO_SINCRONIZACIONCARGAPROCESODEALER
          (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DEALERBAC, COSC_DMSORIGEN)
        select COCP_EVENTOCARGAPROCESOID, 'B00001', 'GDMS'
          from CO_EVENTOSCARGAPROCESO
         where COCP_EVENTOCARGAPROCESOID <> ?""",
        newest);
  }

  private Object[] dealer(int i) {
    boolean failed = i % 7 == 1;
    return new Object[] {
      newest,
      "B%05d".formatted(i),
      i == 19_999 ? "Automotriz Córdoba" : "Dealer número " + i,
      "https://dms%d.example/hook".formatted(i % 300),
      failed ? "FALLIDO" : "EXITOSO",
      failed ? "El dealer respondió HTTP 401: no acepta el secreto o la firma. Compare." : null
    };
  }

  @AfterEach
  void empty() {
    stage.clear();
  }

  @Test
  void everyPageShowsWhatItHas(Browser browser) {
    String load = "/cargas/" + newest;
    try (Visit visit = Visit.to(browser, port).openAs("/servicio", "sync.read")) {
      Stream.of(
              List.of("/dealers", "B00001"),
              List.of("/dealers?situacion=ATRASADO", "B00001"),
              List.of("/dealers?buscar=cordoba", "Automotriz Córdoba"),
              List.of("/dealers/B00001", "Le falta desde"),
              List.of("/cargas", "muchas_04999"),
              List.of("/cargas?buscar=04321", "muchas_04321"),
              List.of(load, "no acepta el secreto o la firma"),
              List.of(load + "?pagina=799", "de 20,000 dealers"))
          .forEach(page -> shows(visit, page.getFirst(), page.getLast()));
    }
  }

  /** Says how long it took, at best of five times. That is a figure, and no check. */
  private static void shows(Visit visit, String place, String shown) {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      visit.go("/nada");
      visit.heading("Esa página no existe").waitFor();
      long began = System.nanoTime();
      visit.go(place);
      visit.page.getByText(shown).first().waitFor();
      assertThat(visit.page.locator(".spinner")).hasCount(0);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      best = took.compareTo(best) < 0 ? took : best;
    }
    System.getLogger("consola")
        .log(System.Logger.Level.INFO, place + ": " + best.toMillis() + " ms");
  }
}
