package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.IntegrationTest;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What it is good for shows on nodes that stand still: {@code chaos.QuickFaultTests}. */
@IntegrationTest
class PostgresqlPoolIntegrationTests {

  @Autowired JdbcClient sql;
  @Autowired JdbcTemplate batches;

  @Test
  void postgresqlEndsASessionThatStandsStillInATransactionOrQueuesForALock() {
    assumeThat(DatabaseKind.current()).isEqualTo(DatabaseKind.POSTGRESQL);

    assertThat(sql.sql("show idle_in_transaction_session_timeout").query(String.class).single())
        .isEqualTo("15s");
    assertThat(sql.sql("show lock_timeout").query(String.class).single()).isEqualTo("45s");
  }

  @Test
  void postgresqlGetsTheRowsOfABatchInOneStatement() {
    assumeThat(DatabaseKind.current()).isEqualTo(DatabaseKind.POSTGRESQL);

    int[] inserted =
        batches.execute(
            (Connection connection) -> {
              try (Statement temporary = connection.createStatement()) {
                temporary.execute("create temporary table rows_of_a_batch (n integer)");
                try (var insert =
                    connection.prepareStatement("insert into rows_of_a_batch (n) values (?)")) {
                  for (int n = 1; n <= 4; n++) {
                    insert.setInt(1, n);
                    insert.addBatch();
                  }
                  return insert.executeBatch();
                } finally {
                  temporary.execute("drop table rows_of_a_batch");
                }
              }
            });

    // The driver does not know what each row did when one statement inserts several.
    assertThat(inserted).containsOnly(Statement.SUCCESS_NO_INFO).hasSize(4);
  }

  @Test
  void leavesAnOperatorsOwnGreetingAndOtherDatabasesAlone() {
    try (HikariDataSource own = new HikariDataSource();
        HikariDataSource oracle = new HikariDataSource()) {
      own.setJdbcUrl("jdbc:postgresql://db.example.com/x");
      own.setConnectionInitSql("set role dealersync");
      own.getDataSourceProperties().setProperty("reWriteBatchedInserts", "false");
      oracle.setJdbcUrl("jdbc:oracle:thin:@//db.example.com:1521/x");

      PostgresqlPool.prepare(own);
      PostgresqlPool.prepare(oracle);

      assertThat(own.getConnectionInitSql()).isEqualTo("set role dealersync");
      assertThat(own.getDataSourceProperties()).containsEntry("reWriteBatchedInserts", "false");
      assertThat(oracle.getDataSourceProperties()).isEmpty();
      assertThat(oracle.getConnectionInitSql()).isNull();
    }
  }
}
