package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.testing.DatabaseKind;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Version 2 fails in its middle: an index of the organisation has the name of one of ours. */
@Tag("database")
class HalfWayMigrationTests {

  private final MigratedDatabase database = MigratedDatabase.organisation();
  private final JdbcTemplate sql = database.sql();

  @BeforeEach
  void fail() {
    sql.update(
        "insert into CO_EVENTOSCARGASINCCONTROL (COES_PROCESSTYPE, COES_STATUS) values ('ProductList', null)");
    sql.execute("create index IX_COES_IDCARGA on CO_EVENTOSCARGASINCCONTROL (COES_FECHACARGA)");
    assertThatThrownBy(database::migrate).isInstanceOf(FlywayException.class);
  }

  @Test
  void leavesNothingBehindOnPostgresql() {
    assumeThat(DatabaseKind.current()).isEqualTo(DatabaseKind.POSTGRESQL);
    assertThat(status()).isNull();

    sql.execute("drop index IX_COES_IDCARGA");
    database.migrate();

    assertThat(status()).isEqualTo("FAILED");
  }

  @Test
  void isFinishedByHandOnOracleAsItsScriptSays() {
    assumeThat(DatabaseKind.current()).isNotEqualTo(DatabaseKind.POSTGRESQL);

    sql.execute("drop index IX_COES_IDCARGA");
    MigratedDatabase fine = MigratedDatabase.organisation();
    fine.configuration().target("2").load().migrate();
    fine.statements().stream()
        .dropWhile(statement -> !statement.startsWith("CREATE INDEX IX_COES_IDCARGA"))
        .forEach(sql::execute);
    sql.update("update \"flyway_schema_history\" set \"success\" = 1 where \"version\" = '2'");
    database.migrate();

    assertThat(sql.queryForList("select COSD_CODIGOHTTP from CO_EVENTOSCARGASNAPSHOTDEALERS"))
        .isEmpty();
  }

  private String status() {
    return sql.queryForObject("select COES_STATUS from CO_EVENTOSCARGASINCCONTROL", String.class);
  }
}
