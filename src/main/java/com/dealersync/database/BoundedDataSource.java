package com.dealersync.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * No wait for the database is without an end. A server that vanished without a word, or a row that
 * another application never lets go, would otherwise keep a run, its heartbeat and the job server
 * waiting for ever, all of which go on by themselves once they are told of a failure.
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

  /** The pool puts the connection's own time-out back when it is returned. */
  private void limit(Connection connection) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, millis);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
