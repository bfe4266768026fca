package com.dealersync.payload;

import com.dealersync.catalog.ProcessType;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row of a process type's query cannot be calculated, read or written as JSON. The message is for
 * everybody: it names the query, the row and, if known, the column, but no value of the row.
 */
public class InvalidRowException extends RuntimeException {

  private InvalidRowException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The database failed before it returned that row. */
  static InvalidRowException unreadable(ProcessType type, long row, SQLException cause) {
    return of(type, row, null, "la base de datos no lo pudo calcular" + code(cause), cause);
  }

  static InvalidRowException unwritable(
      ProcessType type, long row, String column, Exception cause) {
    String reason =
        cause instanceof SQLException sql
            ? "la base de datos no lo pudo dar" + code(sql)
            : String.valueOf(cause.getMessage());
    return of(type, row, column, reason, cause);
  }

  private static InvalidRowException of(
      ProcessType type, long row, @Nullable String column, String reason, Exception cause) {
    return new InvalidRowException(
        "La consulta de dealer-sync.procesos.%s.sql falla en el renglón %d%s: %s"
            .formatted(type.name(), row, column == null ? "" : ", campo '" + column + "'", reason),
        cause);
  }

  private static String code(SQLException e) {
    String division = "22012".equals(e.getSQLState()) ? ", división entre cero" : "";
    return "%s (SQLState %s, código %d)".formatted(division, e.getSQLState(), e.getErrorCode());
  }
}
