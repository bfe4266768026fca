package com.dealersync.testing.oracle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of H2 whose values are those that ojdbc would give. */
final class PlayedRows implements InvocationHandler {

  private final ResultSet h2;
  private final Object statement;
  private final PlayedStatement asked;
  private final boolean counted;
  private OracleColumn @Nullable [] columns;
  private int rows;
  private int fetchSize;

  private PlayedRows(ResultSet h2, Object statement, PlayedStatement asked, boolean counted) {
    this.h2 = h2;
    this.statement = statement;
    this.asked = asked;
    this.counted = counted;
    this.fetchSize = asked.fetchSize();
  }

  static ResultSet of(ResultSet h2, Object statement, PlayedStatement asked, boolean counted) {
    return Proxies.of(ResultSet.class, new PlayedRows(h2, statement, asked, counted));
  }

  /** What Oracle would say of the columns. */
  static ResultSetMetaData columns(ResultSetMetaData h2) {
    return Proxies.of(
        ResultSetMetaData.class,
        (proxy, method, arguments) ->
            arguments != null
                    && arguments[0] instanceof Integer index
                    && OracleColumn.of(h2, index) instanceof OracleColumn column
                    && column != OracleColumn.OTHER
                ? switch (method.getName()) {
                  case "getColumnType" -> column.jdbcType();
                  case "getColumnTypeName" -> column.typeName();
                  case "getColumnClassName" -> column.valueClass().getName();
                  default -> Proxies.call(method, h2, arguments);
                }
                : Proxies.call(method, h2, arguments));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return answer(method, arguments);
    } catch (Throwable failure) {
      throw asked.connection().translated(failure, asked.sql());
    }
  }

  private @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
    switch (method.getName()) {
      case "getStatement" -> {
        return statement;
      }
      case "getMetaData" -> {
        return columns(h2.getMetaData());
      }
      case "setFetchSize" -> fetchSize = (int) arguments[0];
      case "getObject" -> {
        return object(arguments);
      }
      case "getString" -> {
        int index = index(arguments[0]);
        return column(index).text(h2, index);
      }
      default -> {
        // H2's own value is Oracle's.
      }
    }
    Object answer = Proxies.call(method, h2, arguments);
    if (counted && method.getName().equals("next") && answer.equals(true)) {
      rows++;
      asked.database().read(String.valueOf(asked.sql()), rows, fetchSize);
    }
    return answer;
  }

  private @Nullable Object object(Object[] arguments) throws SQLException {
    int index = index(arguments[0]);
    OracleColumn column = column(index);
    if (arguments.length == 1 || !(arguments[1] instanceof Class<?> type)) {
      return column.value(h2, index);
    }
    if (column != OracleColumn.OTHER) {
      asked.database().ojdbc().checkReading(column.name(), type);
    }
    if (type == column.valueClass()) {
      return column.value(h2, index);
    }
    return type == String.class ? column.text(h2, index) : h2.getObject(index, type);
  }

  private int index(Object column) throws SQLException {
    return column instanceof Integer index ? index : h2.findColumn((String) column);
  }

  private OracleColumn column(int index) throws SQLException {
    OracleColumn[] known = columns;
    if (known == null) {
      known = asked.database().columns(String.valueOf(asked.sql()), h2.getMetaData());
      columns = known;
    }
    return known[index - 1];
  }
}
