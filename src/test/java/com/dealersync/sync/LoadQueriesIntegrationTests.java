package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dealersync.catalog.CoverageTimeline;
import com.dealersync.catalog.LoadFilter;
import com.dealersync.catalog.Stamp;
import com.dealersync.notices.Told;
import com.dealersync.payload.ContentDifference;
import com.dealersync.payload.PackedPayload;
import com.dealersync.payload.Payload;
import com.dealersync.payload.SealedContents;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.procesos.ProductList.clave=modeloInteres"
    })
class LoadQueriesIntegrationTests {

  private static final LocalDateTime FIRST = TestData.LOADED;
  private static final OffsetDateTime TOLD =
      OffsetDateTime.of(2026, 1, 2, 12, 0, 0, 0, ZoneOffset.UTC);
  private static final String OLD = "{\"modeloInteres\":\"A\",\"pais\":\"México\"}";
  private static final String NEW = "{\"modeloInteres\":\"A\",\"pais\":\"Chile\"}";
  private static final String GONE = "{\"modeloInteres\":\"B\",\"pais\":null}";
  private static final String MORE = "{\"modeloInteres\":\"C\",\"pais\":null}";

  @Autowired LoadQueries queries;
  @Autowired LoadDifferences differences;
  @Autowired SealedContents contents;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @BeforeEach
  void clear() {
    List.of(
            "CO_SINCRONIZACIONCARGAPROCESODEALER",
            "CO_EVENTOSCARGASNAPSHOTDEALERS",
            "CO_EVENTOSCARGASINCCONTROL",
            "CO_DS_AVISOS",
            "CO_EVENTOSCARGAPROCESO")
        .forEach(table -> sql.update("delete from " + table));
  }

  @Test
  void tellsWhatTheGuardFoundLastWhereNothingIsSealed() {
    long refused = data.load("ProductList", "refused").insert();
    run(refused, "refused", "Contenido rechazado: a. No se envió nada", 1);
    run(refused, "refused", "Contenido rechazado: b; c. No se envió nada", 2);
    run(refused, "refused", "El proceso no se pudo leer", 3);
    long sealed = data.load("ProductList", "sealed").insert();
    run(sealed, "sealed", "Contenido rechazado: a. No se envió nada", 1);
    seal(sealed, "forzado", NEW);

    assertThat(queries.page(new LoadFilter(null, null, null, null, null), PageRequest.of(0, 10)))
        .extracting(
            it -> it.load().idCarga(), it -> it.load().warnings(), LoadQueries.Listed::refused)
        .containsExactlyInAnyOrder(
            tuple("refused", null, "b; c"), tuple("sealed", "forzado", null));
    assertThat(queries.find(refused).orElseThrow().refused()).isEqualTo("b; c");
  }

  @Test
  void tellsWhoWasToldOfALoadAndItsRuns() {
    long load = data.load("ProductList", "una").insert();
    long other = data.load("ProductList", "otra").insert();
    long run = run(load, "una", null, 1);
    long otherRun = run(other, "otra", null, 1);
    told("carga.parcial:" + run, "correo", "ENTREGADO", run, 0);
    told("carga.sincronizada:" + load, "0123456789abcdef", "PENDIENTE", run, 1);
    told("ejecucion.fallida:" + otherRun, "correo", "FALLIDO", otherRun, 2);

    assertThat(queries.find(load).orElseThrow().told())
        .extracting(Told::event, Told::runId, Told::mail, Told::state, Told::createdAt)
        .containsExactly(
            tuple(
                "carga.sincronizada",
                run,
                false,
                Told.State.PENDIENTE,
                LocalDateTime.of(2026, 1, 2, 7, 0)),
            tuple(
                "carga.parcial",
                run,
                true,
                Told.State.ENTREGADO,
                LocalDateTime.of(2026, 1, 2, 6, 0)));
  }

  @Test
  void countsConfirmationsOverTimeInAFewPoints() {
    long load = data.load("ProductList", "una").insert();
    IntStream.range(0, 500).forEach(i -> data.confirm(load, "B" + i, FIRST.plusSeconds(i / 2)));
    data.confirm(load, "LATE", FIRST.plusDays(1));

    List<CoverageTimeline.Point> points = queries.confirmations(load).orElseThrow();

    assertThat(points).hasSizeLessThanOrEqualTo(60);
    assertThat(points.getFirst()).isEqualTo(new CoverageTimeline.Point(FIRST, 2));
    assertThat(points.getLast()).isEqualTo(new CoverageTimeline.Point(FIRST.plusDays(1), 501));
    assertThat(points).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(queries.confirmations(load + 1)).isEmpty();
  }

  @Test
  void comparesALoadWithTheNewestOlderOneByTheKeyOfItsProcessType() {
    long oldest = data.load("ProductList", "p1").loadedAt(FIRST).insert();
    long older = data.load("ProductList", "p2").loadedAt(FIRST.plusDays(1)).insert();
    long unsealed = data.load("ProductList", "p3").loadedAt(FIRST.plusDays(2)).insert();
    long newest = data.load("ProductList", "p4").loadedAt(FIRST.plusDays(3)).insert();
    seal(oldest, null, MORE);
    seal(newest, null, NEW, MORE);
    seal(older, null, OLD, GONE);

    assertThat(differences.of(newest))
        .isInstanceOfSatisfying(
            DifferenceResult.Found.class,
            found -> {
              assertThat(found.previous().idCarga()).isEqualTo("p2");
              assertThat(found.key()).containsExactly("modeloInteres");
              assertThat(found.difference())
                  .isEqualTo(
                      new ContentDifference(
                          2,
                          2,
                          1,
                          1,
                          1,
                          List.of(MORE),
                          List.of(GONE),
                          List.of(new ContentDifference.Change(OLD, NEW))));
            });
    assertThat(differences.of(oldest)).isInstanceOf(DifferenceResult.NoPrevious.class);
    assertThat(differences.of(unsealed)).isInstanceOf(DifferenceResult.NothingSealed.class);
    assertThat(differences.of(newest + 1)).isInstanceOf(DifferenceResult.UnknownLoad.class);
  }

  private long run(long load, String idCarga, String error, int minute) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_COCP_EVENTPROCESOID, COES_STATUS, FECHAREGISTRO,
           COES_ERRORMESSAGE)
        values ('ProductList', ?, ?, 'FAILED', ?, ?)""",
        idCarga,
        load,
        FIRST.plusMinutes(minute),
        error);
    return sql.queryForObject(
        "select max(COES_SINCCONTROLID) from CO_EVENTOSCARGASINCCONTROL", Long.class);
  }

  private void told(String key, String destination, String state, long run, int hour) {
    sql.update(
        """
        insert into CO_DS_AVISOS
          (AVIS_CLAVE, AVIS_DESTINO, AVIS_EVENTO, AVIS_PROCESSTYPE, AVIS_CUERPO, AVIS_ESTADO,
           AVIS_INTENTOS, AVIS_CREADO, AVIS_PROXIMO)
        values (?, ?, ?, 'ProductList', ?, ?, 1, ?, ?)""",
        key,
        destination,
        key.split(":", -1)[0],
        "{\"syncControlId\":%d}".formatted(run),
        state,
        TOLD.plusHours(hour),
        TOLD.plusHours(hour));
  }

  private void seal(long load, String warnings, String... records) {
    String document =
        "{\"procesodetalle\":[],\"listaProductos\":[%s]}".formatted(String.join(",", records));
    contents.seal(
        load,
        "ProductList",
        PackedPayload.of(new Payload(document.getBytes(StandardCharsets.UTF_8), records.length)),
        warnings,
        new Stamp(FIRST, "tests"));
  }
}
