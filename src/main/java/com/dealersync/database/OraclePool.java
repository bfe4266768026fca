package com.dealersync.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that a pool of Oracle's driver needs. What an operator has set in {@code
 * spring.datasource.hikari.data-source-properties} stays.
 */
final class OraclePool {

  private static final Logger log = LoggerFactory.getLogger(OraclePool.class);

  /**
   * JobRunr recognises a job that exists already by the English text of the error, and the driver
   * asks for messages in the language of the JVM.
   */
  static final String GREETING = "alter session set nls_language = 'AMERICAN'";

  private OraclePool() {}

  static void prepare(HikariDataSource pool) {
    if (!Objects.requireNonNullElse(pool.getJdbcUrl(), "").startsWith("jdbc:oracle:")) {
      return;
    }
    Properties driver = pool.getDataSourceProperties();
    // The driver ignores the login time-out of the pool. A listener that accepts a connection and
    // does not answer would keep the pool from growing until a restart.
    driver.putIfAbsent("oracle.jdbc.loginTimeout", "3");
    // A firewall that forgot an idle connection is noticed before somebody waits for it.
    driver.putIfAbsent("oracle.net.keepAlive", "true");
    if (!driver.containsKey("defaultRowPrefetch")) {
      // By default the driver makes a round trip for each 10 rows.
      driver.putIfAbsent("oracle.jdbc.defaultRowPrefetch", "250");
    }
    if (pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql(GREETING);
    } else {
      log.warn(
          "El pool {} tiene su propio connection-init-sql: el idioma de los mensajes de Oracle no"
              + " se cambia, y debe ser inglés (nls_language = 'AMERICAN')",
          pool.getPoolName());
    }
  }
}
