package com.dealersync.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Limits every wait for the database. A server that vanished, or a row that another application
 * keeps locked, would otherwise make a run, its heartbeat and the job server wait for ever. All of
 * these recover by themselves if the wait ends with an error.
 */
final class BoundedDataSource extends DelegatingDataSource {

  private final int millis;
  private final BooleanSupplier bounded;

  BoundedDataSource(DataSource database, Duration readTimeout, BooleanSupplier bounded) {
    super(database);
    this.millis = Math.toIntExact(readTimeout.toMillis());
    this.bounded = bounded;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = obtainTargetDataSource().getConnection();
    if (bounded.getAsBoolean()) {
      limit(connection);
    }
    return connection;
  }

  /** The pool restores the connection's own time-out when it is returned. */
  private void limit(Connection connection) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, millis);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
