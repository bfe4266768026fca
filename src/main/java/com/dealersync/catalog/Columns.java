package com.dealersync.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcUtils;

/** Values of tables that others have made. */
public final class Columns {

  private Columns() {}

  /** Whatever kind of number the column is: PostgreSQL's driver makes no Long of a numeric. */
  public static <N extends Number> @Nullable N number(ResultSet row, String column, Class<N> type)
      throws SQLException {
    return type.cast(JdbcUtils.getResultSetValue(row, row.findColumn(column), type));
  }
}
