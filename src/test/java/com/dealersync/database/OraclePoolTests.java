package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OraclePoolTests {

  private final HikariDataSource pool = new HikariDataSource();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void tellsTheDriverWhatItWouldNotDoByItself() {
    pool.setJdbcUrl("jdbc:oracle:thin:@//db.example.com:1521/x");

    OraclePool.prepare(pool);

    assertThat(pool.getDataSourceProperties())
        .containsEntry("oracle.jdbc.loginTimeout", "3")
        .containsEntry("oracle.net.keepAlive", "true")
        .containsEntry("oracle.jdbc.defaultRowPrefetch", "250");
    assertThat(pool.getConnectionInitSql())
        .isEqualTo("alter session set nls_language = 'AMERICAN'");
  }

  @Test
  void leavesWhatAnOperatorHasSetAndSaysSo(CapturedOutput output) {
    pool.setPoolName("jobs");
    pool.setJdbcUrl("jdbc:oracle:thin:@//db.example.com:1521/x");
    pool.addDataSourceProperty("oracle.jdbc.loginTimeout", "10");
    pool.addDataSourceProperty("defaultRowPrefetch", "50");
    pool.setConnectionInitSql("alter session set current_schema = CATALOGO");

    OraclePool.prepare(pool);

    assertThat(pool.getDataSourceProperties())
        .containsEntry("oracle.jdbc.loginTimeout", "10")
        .containsEntry("defaultRowPrefetch", "50")
        .doesNotContainKey("oracle.jdbc.defaultRowPrefetch");
    assertThat(pool.getConnectionInitSql()).contains("current_schema");
    assertThat(output).contains("El pool jobs", "nls_language");
  }

  @Test
  void leavesOtherDatabasesAlone() {
    pool.setJdbcUrl("jdbc:postgresql://db.example.com/x");

    OraclePool.prepare(pool);

    assertThat(pool.getDataSourceProperties()).isEmpty();
    assertThat(pool.getConnectionInitSql()).isNull();
  }
}
