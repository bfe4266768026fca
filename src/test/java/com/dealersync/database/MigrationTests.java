package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("database")
class MigrationTests {

  private static final LocalDateTime OLD = LocalDateTime.of(2023, 1, 1, 8, 0);
  private static final LocalDateTime RECENT = LocalDateTime.of(2025, 1, 1, 8, 0);

  @Test
  void migratesAnEmptyDatabase() throws IOException {
    MigratedDatabase database = MigratedDatabase.complete();

    assertThat(history(database)).isEqualTo(everyMigration(database));
    assertThat(
            database
                .sql()
                .queryForList(
                    "select COES_PROCESOACTIVO, COES_INTENTO from CO_EVENTOSCARGASINCCONTROL"))
        .isEmpty();
  }

  @Test
  void keepsOnlyTheNewestActiveRunOfAProcessType() {
    MigratedDatabase database = MigratedDatabase.organisation();
    run(database.sql(), 10, "ProductList", "RUNNING", OLD);
    run(database.sql(), 11, "ProductList", "PENDING", RECENT);
    // A sequence of a cluster hands out keys out of order: the date decides.
    run(database.sql(), 12, "ProductList", "RUNNING", OLD.plusDays(1));
    run(database.sql(), 13, "ProductList", "RUNNING", null);
    run(database.sql(), 14, "ProductList", "COMPLETED", RECENT.plusDays(1));
    run(database.sql(), 15, "CampaignList", "RUNNING", OLD);

    database.migrate();

    assertThat(runs(database.sql()))
        .extracting(run -> run.get("ID"), run -> run.get("STATUS"))
        .containsExactly(
            tuple(10L, "FAILED"),
            tuple(11L, "PENDING"),
            tuple(12L, "FAILED"),
            tuple(13L, "FAILED"),
            tuple(14L, "COMPLETED"),
            tuple(15L, "RUNNING"));
  }

  @Test
  void closesAReplacedRunWithAReasonAndAnEnd() {
    MigratedDatabase database = MigratedDatabase.organisation();
    run(database.sql(), 1, "ProductList", "RUNNING", OLD);
    run(database.sql(), 2, "ProductList", "RUNNING", RECENT);

    database.migrate();

    Map<String, Object> closed = runs(database.sql()).getFirst();
    assertThat(closed)
        .containsEntry("ENDED", LocalDateTime.now(MigratedDatabase.NOW))
        .containsEntry("CHANGED_BY", "dealer-sync");
    assertThat(closed.get("ERROR").toString()).contains("más reciente");
    assertThat(runs(database.sql()).getLast())
        .containsEntry("ENDED", null)
        .containsEntry("ERROR", null);
  }

  @Test
  void closesRunsWithoutStatusOrProcessType() {
    MigratedDatabase database = MigratedDatabase.organisation();
    run(database.sql(), 1, "ProductList", null, OLD);
    run(database.sql(), 2, null, "RUNNING", OLD);
    run(database.sql(), 3, null, "COMPLETED", OLD);

    database.migrate();

    assertThat(runs(database.sql()))
        .extracting(run -> run.get("STATUS"))
        .containsExactly("FAILED", "FAILED", "COMPLETED");
    assertThat(runs(database.sql()).get(0).get("ERROR").toString()).contains("no tenía estado");
    assertThat(runs(database.sql()).get(1).get("ERROR").toString()).contains("sin processType");
  }

  @Test
  void keepsTheNewestConfirmationOfADealer() {
    MigratedDatabase database = MigratedDatabase.organisation();
    JdbcTemplate sql = database.sql();
    load(sql, 1);
    load(sql, 2);
    confirmation(sql, 10, 1L, "BAC1", RECENT, "newest");
    confirmation(sql, 11, 1L, "BAC1", OLD, "older");
    confirmation(sql, 12, 1L, "BAC1", null, "undated");
    confirmation(sql, 13, 2L, "BAC1", OLD, "other load");
    confirmation(sql, 14, 1L, "BAC2", OLD, "other dealer");
    confirmation(sql, 15, null, null, OLD, "neither");
    confirmation(sql, 16, null, null, OLD, "neither, again");

    database.migrate();

    assertThat(
            sql.queryForList(
                "select COSC_TOKENCONFIRMACION from CO_SINCRONIZACIONCARGAPROCESODEALER order by"
                    + " COSC_SINCARGAPROCESODEALERID",
                String.class))
        .containsExactly("newest", "other load", "other dealer", "neither", "neither, again");
  }

  @Test
  void leavesDealersWithoutAStateAsTheyAre() {
    MigratedDatabase database = MigratedDatabase.organisation();
    load(database.sql(), 1);
    dealer(database.sql(), 1, null);
    dealer(database.sql(), 2, "EXITOSO");

    database.migrate();

    assertThat(
            database
                .sql()
                .queryForList(
                    "select COSD_ESTADOWEBHOOK from CO_EVENTOSCARGASNAPSHOTDEALERS order by"
                        + " COSD_EVENTOCARGASNAPDEALERID",
                    String.class))
        .containsExactly(null, "EXITOSO");
  }

  @Test
  void asksNothingNewOfWhoeverWritesSnapshots() {
    MigratedDatabase database = MigratedDatabase.organisation();
    JdbcTemplate sql = database.sql();
    load(sql, 1);
    dealer(sql, 1, "EXITOSO");
    sql.update("update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_SECRETKEY = 's3cret'");

    database.migrate();
    dealer(sql, 2, null);

    assertThat(
            sql.query(
                """
                select COSD_ESTADOWEBHOOK, COSD_SECRETKEY, COSD_SECRETKEYANTERIOR, COSD_FECHAROTACION
                  from CO_EVENTOSCARGASNAPSHOTDEALERS
                 order by COSD_EVENTOCARGASNAPDEALERID\
                """,
                (row, i) ->
                    Arrays.asList(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4))))
        .containsExactly(
            Arrays.asList("EXITOSO", "s3cret", null, null), Arrays.asList(null, null, null, null));
  }

  @Test
  void refusesUnknownStatusesByNameAndChangesNothing() {
    MigratedDatabase database = MigratedDatabase.organisation();
    JdbcTemplate sql = database.sql();
    sql.execute("alter table CO_EVENTOSCARGASINCCONTROL drop constraint CK_COES_STATUS");
    load(sql, 1);
    run(sql, 7, "ProductList", "DONE", OLD);
    run(sql, 8, "ProductList", "RUNNING", OLD);
    run(sql, 9, "ProductList", "RUNNING", RECENT);
    dealer(sql, 70, "RECHAZADO");
    List<Map<String, Object>> before =
        sql.queryForList("select * from CO_EVENTOSCARGASINCCONTROL order by 1");

    assertThatThrownBy(database::migrate)
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("COES_STATUS: 7 = 'DONE'")
        .hasMessageContaining("COSD_ESTADOWEBHOOK: 70 = 'RECHAZADO'");
    assertThat(sql.queryForList("select * from CO_EVENTOSCARGASINCCONTROL order by 1"))
        .isEqualTo(before);
    assertThat(history(database)).containsExactly("1:true");
  }

  @Test
  void migratesOnceTheUnknownStatusesArePutRight() throws IOException {
    MigratedDatabase database = MigratedDatabase.organisation();
    database.sql().execute("alter table CO_EVENTOSCARGASINCCONTROL drop constraint CK_COES_STATUS");
    run(database.sql(), 7, "ProductList", "DONE", OLD);
    assertThatThrownBy(database::migrate).hasMessageContaining("7 = 'DONE'");

    database.sql().update("update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'COMPLETED'");
    database.migrate();

    assertThat(history(database)).isEqualTo(everyMigration(database));
  }

  @Test
  void namesAtMostFiftyUnknownRowsAndCountsTheRest() {
    MigratedDatabase database = MigratedDatabase.organisation();
    load(database.sql(), 1);
    for (int id = 1; id <= 53; id++) {
      dealer(database.sql(), id, "X");
    }

    assertThatThrownBy(database::migrate)
        .hasMessageContaining("50 = 'X' y 3 más")
        .hasMessageNotContaining("51 = ");
  }

  @Test
  void joinsAnOrganisationsOwnTablesWhoseCheckHasNoNameOfOurs() {
    MigratedDatabase database = MigratedDatabase.organisation();
    JdbcTemplate sql = database.sql();
    sql.execute("alter table CO_EVENTOSCARGASINCCONTROL drop constraint CK_COES_STATUS");
    sql.execute(
        "alter table CO_EVENTOSCARGASINCCONTROL add check (COES_STATUS in ('PENDING', 'RUNNING',"
            + " 'COMPLETED', 'FAILED'))");
    sql.execute(
        "alter table CO_EVENTOSCARGASINCCONTROL add constraint DATES check (COES_STATUS <>"
            + " 'PENDING' or COES_FECHAFIN is null)");
    sql.execute("drop table \"flyway_schema_history\"");
    run(sql, 1, "ProductList", "RUNNING", OLD);

    database.configuration().baselineOnMigrate(true).baselineVersion("1").load().migrate();

    assertThat(sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'CANCELLED'"))
        .isOne();
    assertThatThrownBy(
            () ->
                sql.update(
                    "update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'PENDING', COES_FECHAFIN ="
                        + " ?",
                    OLD))
        .message()
        .containsIgnoringCase("DATES");
  }

  @Test
  void takesTheIndexOfAForeignKeyOverFromWhoeverMadeItByHand() throws IOException {
    MigratedDatabase database = MigratedDatabase.organisation();
    database
        .sql()
        .execute(
            "create index BY_HAND on CO_EVENTOSCARGASINCCONTROL (COES_COCP_EVENTPROCESOID,"
                + " COES_SINCCONTROLID)");
    database
        .sql()
        .execute("create index OTHER on CO_EVENTOSCARGASINCCONTROL (COES_COCP_EVENTPROCESOID)");

    database.migrate();

    assertThat(history(database)).isEqualTo(everyMigration(database));
    assertThat(indexesLedBy(database, "CO_EVENTOSCARGASINCCONTROL", "COES_COCP_EVENTPROCESOID"))
        .contains("OTHER", "IX_COES_CARGA")
        .doesNotContain("BY_HAND");
  }

  @Test
  void letsAnOlderJarStart(@TempDir Path older) throws IOException {
    MigratedDatabase database = MigratedDatabase.complete();
    for (Resource script :
        new PathMatchingResourcePatternResolver().getResources(database.scripts() + "/V*.sql")) {
      if (!String.valueOf(script.getFilename()).matches("V[1-6]__.*")) {
        continue;
      }
      try (InputStream text = script.getInputStream()) {
        Files.copy(text, older.resolve(String.valueOf(script.getFilename())));
      }
    }

    assertThat(
            database
                .configuration()
                .locations("filesystem:" + older)
                .load()
                .migrate()
                .migrationsExecuted)
        .isZero();
  }

  @Test
  void hasAnIndexThatLeadsWithEachForeignKey() {
    MigratedDatabase database = MigratedDatabase.complete();

    List<String> keys =
        database.sql().execute((ConnectionCallback<List<String>>) MigrationTests::foreignKeys);

    assertThat(keys).hasSizeGreaterThanOrEqualTo(3);
    assertThat(keys)
        .allSatisfy(
            key -> {
              String[] parts = key.split("\\.");
              assertThat(indexesLedBy(database, parts[0], parts[1])).as(key).isNotEmpty();
            });
  }

  private static List<String> foreignKeys(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), null, new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        String table = tables.getString("TABLE_NAME");
        try (ResultSet keys =
            connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
          while (keys.next()) {
            if (keys.getInt("KEY_SEQ") == 1) {
              found.add(table + "." + keys.getString("FKCOLUMN_NAME"));
            }
          }
        }
      }
    }
    return found;
  }

  /** A foreign key that H2 has indexed by itself would need ours on Oracle. */
  private static List<String> indexesLedBy(MigratedDatabase database, String table, String column) {
    return database
        .sql()
        .execute(
            (ConnectionCallback<List<String>>)
                connection -> {
                  List<String> found = new ArrayList<>();
                  boolean lower = connection.getMetaData().storesLowerCaseIdentifiers();
                  try (ResultSet row =
                      connection
                          .getMetaData()
                          .getIndexInfo(
                              null,
                              connection.getSchema(),
                              lower ? table.toLowerCase(Locale.ROOT) : table,
                              false,
                              true)) {
                    while (row.next()) {
                      if (row.getInt("ORDINAL_POSITION") == 1
                          && column.equalsIgnoreCase(row.getString("COLUMN_NAME"))) {
                        found.add(row.getString("INDEX_NAME").toUpperCase(Locale.ROOT));
                      }
                    }
                  }
                  found.removeIf(index -> index.matches("FK_.*_INDEX_.*"));
                  return found;
                });
  }

  private static void load(JdbcTemplate sql, long id) {
    sql.update(
        "insert into CO_EVENTOSCARGAPROCESO (COCP_EVENTOCARGAPROCESOID, COCP_IDCARGA) values (?,"
            + " ?)",
        id,
        "load" + id);
  }

  private static void run(
      JdbcTemplate sql, long id, String type, String status, LocalDateTime registered) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_SINCCONTROLID, COES_PROCESSTYPE, COES_STATUS, FECHAREGISTRO)
        values (?, ?, ?, ?)\
        """,
        id,
        type,
        status,
        registered);
  }

  private static void dealer(JdbcTemplate sql, long id, String state) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASNAPSHOTDEALERS
          (COSD_EVENTOCARGASNAPDEALERID, COSD_COCP_EVENTOCARGAPROCESOID, COSD_ESTADOWEBHOOK)
        values (?, 1, ?)\
        """,
        id,
        state);
  }

  private static void confirmation(
      JdbcTemplate sql, long id, Long load, String bac, LocalDateTime synchronised, String token) {
    sql.update(
        """
        insert into CO_SINCRONIZACIONCARGAPROCESODEALER
          (COSC_SINCARGAPROCESODEALERID, COSC_COCP_EVENTOCARGAPROCESOID, COSC_DEALERBAC,
           COSC_FECHASINCRONIZACION, COSC_TOKENCONFIRMACION)
        values (?, ?, ?, ?, ?)\
        """,
        id,
        load,
        bac,
        synchronised,
        token);
  }

  private static List<Map<String, Object>> runs(JdbcTemplate sql) {
    return sql.query(
        "select * from CO_EVENTOSCARGASINCCONTROL order by COES_SINCCONTROLID",
        (row, i) -> {
          Map<String, Object> run = new java.util.HashMap<>();
          run.put("ID", row.getLong("COES_SINCCONTROLID"));
          run.put("STATUS", row.getString("COES_STATUS"));
          run.put("ENDED", row.getObject("COES_FECHAFIN", LocalDateTime.class));
          run.put("ERROR", row.getString("COES_ERRORMESSAGE"));
          run.put("CHANGED_BY", row.getString("USUARIOMODIFICACION"));
          return run;
        });
  }

  /** As far as there are scripts. */
  private static List<String> everyMigration(MigratedDatabase database) throws IOException {
    return Stream.of(
            new PathMatchingResourcePatternResolver().getResources(database.scripts() + "/V*.sql"))
        .map(script -> String.valueOf(script.getFilename()).replaceAll("V(\\d+)__.*", "$1"))
        .sorted(Comparator.comparingInt(Integer::parseInt))
        .map(version -> version + ":true")
        .toList();
  }

  private static List<String> history(MigratedDatabase database) {
    return database
        .sql()
        .query(
            "select \"version\", \"success\" from \"flyway_schema_history\" where \"version\" is"
                + " not null order by \"installed_rank\"",
            (row, i) -> row.getString(1) + ":" + row.getBoolean(2));
  }
}
