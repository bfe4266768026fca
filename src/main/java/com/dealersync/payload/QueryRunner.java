package com.dealersync.payload;

import com.dealersync.catalog.ProcessType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs the query of a process type without ever holding its result in memory. */
final class QueryRunner {

  private static final int FETCH_SIZE = 1_000;

  private final JdbcTemplate jdbc;

  QueryRunner(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Hands each row to the writer.
   *
   * @return how many there were
   * @throws InvalidRowException if it is a row that cannot be calculated, read or written
   */
  long stream(ProcessType type, RowWriter writer) {
    AtomicLong row = new AtomicLong();
    try {
      jdbc.query(
          connection -> {
            PreparedStatement statement = connection.prepareStatement(type.sql());
            statement.setFetchSize(FETCH_SIZE);
            return statement;
          },
          (ResultSet result) -> {
            List<Column> columns = Column.of(result.getMetaData());
            while (result.next()) {
              writer.write(type, row.incrementAndGet(), columns, result);
            }
            return true;
          });
    } catch (DataAccessException e) {
      if (e.getCause() instanceof SQLException cause && isOfTheData(e, cause)) {
        throw InvalidRowException.unreadable(type, row.get() + 1, cause);
      }
      throw e;
    }
    return row.get();
  }

  /**
   * Whether a failure comes from the data. Other failures are judged by the database's error codes,
   * and may pass.
   */
  private static boolean isOfTheData(DataAccessException e, SQLException cause) {
    String state = cause.getSQLState();
    return e instanceof DataIntegrityViolationException
        || (state != null && state.startsWith("22"));
  }

  /**
   * The columns of the query. The query is only described and not run, so that no row can make this
   * fail.
   */
  List<Column> columns(ProcessType type) {
    List<Column> columns =
        jdbc.execute(
            (ConnectionCallback<List<Column>>)
                connection -> {
                  try (PreparedStatement statement = connection.prepareStatement(type.sql())) {
                    ResultSetMetaData described = statement.getMetaData();
                    return described == null ? List.of() : Column.of(described);
                  }
                });
    return columns == null ? List.of() : columns;
  }
}
