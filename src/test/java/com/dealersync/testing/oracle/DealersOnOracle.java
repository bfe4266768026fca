package com.dealersync.testing.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A double with a table of its own, and a connection to it. Every statement is held to the rules.
 */
final class DealersOnOracle implements AutoCloseable {

  private final JdbcDataSource h2 = new JdbcDataSource();
  private final OracleDouble oracle;
  private final Connection connection;

  DealersOnOracle() throws SQLException {
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
    JdbcTemplate sql = new JdbcTemplate(h2);
    sql.execute(
        """
        create table DEALERS (ID NUMBER primary key, STATE VARCHAR2(10), DURATION NUMBER,
          LAST_TRY DATE, SENT TIMESTAMP, BEAT TIMESTAMP WITH TIME ZONE, NOTES CLOB)\
        """);
    sql.update(
        """
        insert into DEALERS values (1, 'SENT', 5.50, timestamp '2025-12-31 13:13:54',
          timestamp '2025-12-31 13:13:54.5', timestamp with time zone '2025-12-31 13:13:54-06:00',
          'text')\
        """);
    oracle = new OracleDouble(h2, "jdbc:oracle:thin:@//127.0.0.1/test", () -> true);
    connection = oracle.dataSource().getConnection();
  }

  OracleDouble oracle() {
    return oracle;
  }

  Connection connection() {
    return connection;
  }

  /** As Spring sends statements. */
  JdbcTemplate spring() {
    return new JdbcTemplate(oracle.dataSource());
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The only one, on its row. */
  ResultSet dealer() throws SQLException {
    ResultSet row = connection.createStatement().executeQuery("select * from DEALERS");
    row.next();
    return row;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    new JdbcTemplate(h2).execute("shutdown");
  }
}
