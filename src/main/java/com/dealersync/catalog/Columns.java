package com.dealersync.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcUtils;

/** Reads values of tables that other applications created. */
public final class Columns {

  private Columns() {}

  /**
   * Reads a number of any SQL type. PostgreSQL's driver itself does not convert a numeric to a
   * Long.
   */
  public static <N extends Number> @Nullable N number(ResultSet row, String column, Class<N> type)
      throws SQLException {
    return type.cast(JdbcUtils.getResultSetValue(row, row.findColumn(column), type));
  }
}
