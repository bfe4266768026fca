package com.dealersync.api;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * A database that hangs must not hang our callers: they are told within 5 s. On the path of a
 * request each connection stops waiting for the server when the request's time is over, by the
 * driver's socket time-out, which also ends a wait for a row lock or for a dead network. Jobs,
 * which may take longer, are no requests and keep the time-out of their connections as it is.
 *
 * <p>Nor must callers keep the runs waiting: of a pool's connections requests together get half at
 * most, in the order in which they ask, so that no number of readers takes the connection with
 * which a run records what dealers have answered.
 */
final class RequestBoundDataSource extends DelegatingDataSource {

  private static final Duration TIME_OF_A_REQUEST = Duration.ofSeconds(4);

  /** What a database that answers slowly gets after that, so that work it has done is recorded. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final @Nullable HikariDataSource pool;
  private final @Nullable Semaphore places;

  RequestBoundDataSource(DataSource database) {
    super(database);
    pool = poolOf(database);
    places = pool == null ? null : new Semaphore(Math.max(1, pool.getMaximumPoolSize() / 2), true);
  }

  @Override
  public Connection getConnection() throws SQLException {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request == null) {
      return obtainTargetDataSource().getConnection();
    }
    if (pool == null || places == null) {
      return bounded(request);
    }
    takePlace(request, pool, places);
    boolean taken = false;
    try {
      Connection connection = PlacedConnection.of(bounded(request), places);
      taken = true;
      return connection;
    } finally {
      if (!taken) {
        places.release();
      }
    }
  }

  private Connection bounded(RequestAttributes request) throws SQLException {
    Connection connection = obtainTargetDataSource().getConnection();
    limit(connection, (int) Math.max(GRACE.toMillis(), millisLeft(request)));
    return connection;
  }

  /** Leaves the time that the pool itself may take afterwards. */
  private static void takePlace(RequestAttributes request, HikariDataSource pool, Semaphore places)
      throws SQLException {
    long millis = Math.max(0, millisLeft(request) - pool.getConnectionTimeout());
    try {
      if (!places.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException(
            "Requests have taken all of the connections that they get of " + pool.getPoolName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
    }
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

  private static long millisLeft(RequestAttributes request) {
    Object started = request.getAttribute(AccessLogFilter.STARTED, RequestAttributes.SCOPE_REQUEST);
    Duration passed =
        started instanceof Long nanos ? Duration.ofNanos(System.nanoTime() - nanos) : Duration.ZERO;
    return TIME_OF_A_REQUEST.minus(passed).toMillis();
  }

  private static @Nullable HikariDataSource poolOf(DataSource database) {
    try {
      return database.isWrapperFor(HikariDataSource.class)
          ? database.unwrap(HikariDataSource.class)
          : null;
    } catch (SQLException e) {
      throw new IllegalStateException("The data source does not say what it is", e);
    }
  }
}
