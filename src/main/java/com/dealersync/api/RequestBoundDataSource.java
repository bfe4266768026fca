package com.dealersync.api;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * A database that hangs must not hang our callers: they are told within 5 s. On the path of a
 * request each connection stops waiting for the server when the request's time is over, by the
 * driver's socket time-out, which also ends a wait for a row lock or for a dead network. Jobs,
 * which may take longer, are no requests and keep the time-out of their connections as it is.
 */
final class RequestBoundDataSource extends DelegatingDataSource {

  private static final Duration TIME_OF_A_REQUEST = Duration.ofSeconds(4);

  /** What a database that answers slowly gets after that, so that work it has done is recorded. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  RequestBoundDataSource(DataSource database) {
    super(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = Objects.requireNonNull(getTargetDataSource()).getConnection();
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      limit(connection, millisLeft(request));
    }
    return connection;
  }

  /** The pool puts the connection's own time-out back when it is returned. */
  private static void limit(Connection connection, int millis) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, millis);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static int millisLeft(RequestAttributes request) {
    Object started = request.getAttribute(AccessLogFilter.STARTED, RequestAttributes.SCOPE_REQUEST);
    Duration passed =
        started instanceof Long nanos ? Duration.ofNanos(System.nanoTime() - nanos) : Duration.ZERO;
    return (int) Math.max(GRACE.toMillis(), TIME_OF_A_REQUEST.minus(passed).toMillis());
  }
}
