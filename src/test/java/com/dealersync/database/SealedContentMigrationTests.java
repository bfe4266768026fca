package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Version 8, on what years of use have left behind. */
@Tag("database")
class SealedContentMigrationTests {

  private static final LocalDateTime MONDAY = LocalDateTime.of(2025, 1, 6, 8, 0);

  private final MigratedDatabase database = MigratedDatabase.organisation();
  private final JdbcTemplate sql = database.sql();

  @Test
  void remembersTheNewestLoadOfEachProcessTypeThatWasSentToAnybody() {
    load(1, "ProductList", MONDAY, "SINCRONIZADA");
    load(2, "ProductList", MONDAY.plusDays(1), "PENDIENTE");
    dealer(2, "FALLIDO", 3);
    load(3, "ProductList", MONDAY.plusDays(2), "PENDIENTE");
    dealer(3, null, null);
    dealer(3, "FALLIDO", 0);
    load(4, "ProductList", null, "SINCRONIZADA");
    load(5, "CampaignList", MONDAY, "PENDIENTE");
    dealer(5, "ENVIADO", null);
    load(6, "Untouched", MONDAY, null);
    load(7, null, MONDAY, "SINCRONIZADA");

    database.migrate();

    assertThat(sql.queryForList("select * from CO_DS_CARGAENVIADA order by CAEN_PROCESSTYPE"))
        .extracting(row -> row.get("CAEN_PROCESSTYPE"), row -> row.get("CAEN_IDCARGA"))
        .containsExactly(tuple("CampaignList", "load5"), tuple("ProductList", "load2"));
  }

  @Test
  void saysThatTheResultsOfEarlierRunsWereNotKept() {
    load(1, "ProductList", MONDAY, "PENDIENTE");
    run(1, 1);

    database.migrate();

    assertThat(
            sql.queryForMap(
                "select COES_FORZADA, COES_DEALERSNOENVIADOS from CO_EVENTOSCARGASINCCONTROL"))
        .hasEntrySatisfying("COES_FORZADA", it -> assertThat(((Number) it).intValue()).isZero())
        .containsEntry("COES_DEALERSNOENVIADOS", null);
  }

  /** Nobody who goes on with it knows how the load was when it was accepted, but as it is now. */
  @Test
  void givesARunAtWorkTheStatusThatItsLoadHas() {
    load(1, "ProductList", MONDAY, "PENDIENTE");
    run(1, 1);
    sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'RUNNING'");

    database.migrate();

    assertThat(sql.queryForMap("select COES_ESTATUSCARGA from CO_EVENTOSCARGASINCCONTROL"))
        .containsEntry("COES_ESTATUSCARGA", "PENDIENTE");
  }

  /** Whoever tidies up the organisation's tables need not know of ours. */
  @Test
  void letsALoadAndItsRunsBeDeletedAsBefore() {
    database.migrate();
    load(1, "ProductList", MONDAY, "PENDIENTE");
    run(1, 1);
    sql.update(
        """
        insert into CO_DS_CONTENIDO
          (CONT_COCP_EVENTOCARGAPROCESOID, CONT_PROCESSTYPE, CONT_SHA256, CONT_REGISTROS,
           CONT_BYTES, CONT_PARTES, CONT_SELLADO)
        values (1, 'ProductList', 'x', 1, 1, 1, ?)""",
        MONDAY);
    sql.update("insert into CO_DS_CONTENIDOPARTES values (1, 0, ?)", new Object[] {new byte[] {1}});
    sql.update(
        """
        insert into CO_DS_RESULTADOS
          (RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO, RESU_INTENTOS)
        values (1, 1, 'EXITOSO', 1)""");
    sql.update(
        """
        insert into CO_DS_INTENTOS
          (INTE_COES_SINCCONTROLID, INTE_WEBHOOKID, INTE_NUMERO, INTE_INSTANTE, INTE_DURACION,
           INTE_CAUSA)
        values (1, 'msg_1', 1, ?, 5, 'OK')""",
        MONDAY);

    sql.update("delete from CO_EVENTOSCARGASINCCONTROL");
    sql.update("delete from CO_EVENTOSCARGAPROCESO");

    for (String table :
        new String[] {
          "CO_DS_CONTENIDO", "CO_DS_CONTENIDOPARTES", "CO_DS_RESULTADOS", "CO_DS_INTENTOS"
        }) {
      assertThat(sql.queryForList("select * from " + table)).as(table).isEmpty();
    }
  }

  private void load(
      long id, @Nullable String type, @Nullable LocalDateTime loaded, @Nullable String status) {
    sql.update(
        """
        insert into CO_EVENTOSCARGAPROCESO
          (COCP_EVENTOCARGAPROCESOID, COCP_PROCESO, COCP_IDCARGA, COCP_FECHACARGA, COCP_ESTATUS)
        values (?, ?, ?, ?, ?)""",
        id,
        type,
        "load" + id,
        loaded,
        status);
  }

  private void dealer(long load, @Nullable String state, @Nullable Integer attempts) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASNAPSHOTDEALERS
          (COSD_COCP_EVENTOCARGAPROCESOID, COSD_ESTADOWEBHOOK, COSD_INTENTOSWEBHOOK)
        values (?, ?, ?)""",
        load,
        state,
        attempts);
  }

  private void run(long id, long load) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_SINCCONTROLID, COES_COCP_EVENTPROCESOID, COES_PROCESSTYPE, COES_STATUS)
        values (?, ?, 'ProductList', 'FAILED')""",
        id,
        load);
  }
}
