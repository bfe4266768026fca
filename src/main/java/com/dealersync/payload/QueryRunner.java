package com.dealersync.payload;

import com.dealersync.catalog.ProcessType;
import com.fasterxml.jackson.core.io.SerializedString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
   */
  long stream(ProcessType type, RowWriter writer) {
    Long rows =
        jdbc.query(
            connection -> {
              PreparedStatement statement = connection.prepareStatement(type.sql());
              statement.setFetchSize(FETCH_SIZE);
              return statement;
            },
            (ResultSet result) -> {
              List<SerializedString> fields =
                  labels(result.getMetaData()).stream().map(SerializedString::new).toList();
              long count = 0;
              while (result.next()) {
                writer.write(fields, result);
                count++;
              }
              return count;
            });
    return rows == null ? 0 : rows;
  }

  /** The column labels of the query, without a row of it being read. */
  List<String> labels(ProcessType type) {
    List<String> labels =
        jdbc.query(
            connection -> {
              PreparedStatement statement = connection.prepareStatement(type.sql());
              statement.setMaxRows(1);
              return statement;
            },
            (ResultSet result) -> labels(result.getMetaData()));
    return labels == null ? List.of() : labels;
  }

  private static List<String> labels(ResultSetMetaData columns) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      labels.add(columns.getColumnLabel(i));
    }
    return labels;
  }
}
