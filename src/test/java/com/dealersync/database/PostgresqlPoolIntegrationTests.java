package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.IntegrationTest;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What it is good for shows on nodes that stand still: {@code chaos.QuickFaultTests}. */
@IntegrationTest
class PostgresqlPoolIntegrationTests {

  @Autowired JdbcClient sql;

  @Test
  void postgresqlEndsASessionThatStandsStillInATransactionOrQueuesForALock() {
    assumeThat(DatabaseKind.current()).isEqualTo(DatabaseKind.POSTGRESQL);

    assertThat(sql.sql("show idle_in_transaction_session_timeout").query(String.class).single())
        .isEqualTo("15s");
    assertThat(sql.sql("show lock_timeout").query(String.class).single()).isEqualTo("45s");
  }

  @Test
  void leavesAnOperatorsOwnGreetingAndOtherDatabasesAlone() {
    try (HikariDataSource own = new HikariDataSource();
        HikariDataSource oracle = new HikariDataSource()) {
      own.setJdbcUrl("jdbc:postgresql://db.example.com/x");
      own.setConnectionInitSql("set role dealersync");
      oracle.setJdbcUrl("jdbc:oracle:thin:@//db.example.com:1521/x");

      PostgresqlPool.prepare(own);
      PostgresqlPool.prepare(oracle);

      assertThat(own.getConnectionInitSql()).isEqualTo("set role dealersync");
      assertThat(oracle.getConnectionInitSql()).isNull();
    }
  }
}
