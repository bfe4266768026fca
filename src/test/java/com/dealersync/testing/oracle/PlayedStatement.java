package com.dealersync.testing.oracle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Types;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import oracle.jdbc.OracleTypes;
import org.jspecify.annotations.Nullable;

/** A statement of H2 that takes what ojdbc would take, and remembers it for the rules. */
final class PlayedStatement implements InvocationHandler {

  private final Object h2;
  private final PlayedConnection connection;
  private final OracleDouble database;
  private final @Nullable String prepared;
  private final SortedMap<Integer, Bind> binds = new TreeMap<>();

  /** The parameters whose type somebody asked the driver for. */
  private final Set<Integer> guessed = new HashSet<>();

  private @Nullable String sql;
  private int fetchSize;

  private PlayedStatement(Object h2, PlayedConnection connection, @Nullable String sql) {
    this.h2 = h2;
    this.connection = connection;
    this.database = connection.database();
    this.prepared = sql;
    this.sql = sql;
    this.fetchSize = database.defaultFetchSize();
  }

  static <T> T of(Class<T> type, Object h2, PlayedConnection connection, @Nullable String sql) {
    return Proxies.of(type, new PlayedStatement(h2, connection, sql));
  }

  @Nullable String sql() {
    return sql;
  }

  PlayedConnection connection() {
    return connection;
  }

  OracleDouble database() {
    return database;
  }

  int fetchSize() {
    return fetchSize;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return answer(proxy, method, arguments == null ? new Object[0] : arguments);
    } catch (Throwable failure) {
      throw connection.translated(failure, sql);
    }
  }

  private @Nullable Object answer(Object proxy, Method method, Object[] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.startsWith("set") && arguments.length >= 2 && arguments[0] instanceof Integer index) {
      return bind(method, index, arguments);
    }
    if (name.startsWith("execute") || name.equals("addBatch")) {
      return send(proxy, method, arguments);
    }
    switch (name) {
      case "clearParameters" -> binds.clear();
      // Zero is the connection's default.
      case "setFetchSize" ->
          fetchSize = (int) arguments[0] == 0 ? database.defaultFetchSize() : (int) arguments[0];
      case "getConnection" -> {
        return connection.self();
      }
      case "getParameterMetaData" -> {
        return parameters((ParameterMetaData) Proxies.call(method, h2, arguments));
      }
      default -> {
        // H2 knows the answer.
      }
    }
    return played(proxy, Proxies.call(method, h2, arguments), name);
  }

  private @Nullable Object played(Object proxy, @Nullable Object answer, String name) {
    return switch (answer) {
      case ResultSet rows -> PlayedRows.of(rows, proxy, this, !name.equals("getGeneratedKeys"));
      case ResultSetMetaData columns -> PlayedRows.columns(columns);
      case null, default -> answer;
    };
  }

  private @Nullable Object send(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (prepared == null && arguments.length > 0) {
      sql = (String) arguments[0];
      if (connection.takesSetting(sql)) {
        return method.getReturnType() == boolean.class ? (Object) false : 0;
      }
    }
    boolean batchOfPrepared = prepared != null && method.getName().startsWith("executeBatch");
    if (sql != null && !batchOfPrepared && !PlayedConnection.isForH2(sql)) {
      database.sent(sql, binds);
    }
    return played(proxy, Proxies.call(method, h2, arguments), method.getName());
  }

  private @Nullable Object bind(Method method, int index, Object[] arguments) throws Throwable {
    Object value = arguments[1];
    switch (method.getName()) {
      case "setNull" -> {
        int type = (int) arguments[1];
        binds.put(index, Bind.ofNull(type, guessed.contains(index)));
        checkType(index, type);
        arguments[1] = h2Type(type);
      }
      case "setObject" -> {
        int type = arguments.length > 2 ? type(arguments[2]) : database.ojdbc().typeOf(value);
        binds.put(
            index, value == null ? Bind.ofNull(type, false) : Bind.of(Bind.nameOf(type), value));
        checkType(index, type);
        if (arguments.length > 2) {
          arguments[2] = h2Type(type);
          return Proxies.call(withNumberedType(arguments.length), h2, arguments);
        }
      }
      default -> binds.put(index, Bind.of(Bind.nameOf(method.getName()), value));
    }
    return Proxies.call(method, h2, arguments);
  }

  /** Seen also where whoever binds goes on without the statement. */
  private void checkType(int index, int type) throws SQLException {
    try {
      database.ojdbc().checkType(type);
    } catch (SQLException refused) {
      database.refused(sql, index, binds.get(index), refused);
      throw refused;
    }
  }

  private static Method withNumberedType(int arguments) throws NoSuchMethodException {
    return arguments == 3
        ? java.sql.PreparedStatement.class.getMethod(
            "setObject", int.class, Object.class, int.class)
        : java.sql.PreparedStatement.class.getMethod(
            "setObject", int.class, Object.class, int.class, int.class);
  }

  private static int type(Object type) {
    return type instanceof SQLType named ? named.getVendorTypeNumber() : (int) type;
  }

  private static int h2Type(int type) {
    return switch (type) {
      case OracleTypes.TIMESTAMPTZ, OracleTypes.TIMESTAMPLTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
      case OracleTypes.BINARY_DOUBLE, OracleTypes.BINARY_FLOAT -> Types.DOUBLE;
      default -> type;
    };
  }

  private ParameterMetaData parameters(ParameterMetaData real) {
    return Proxies.of(
        ParameterMetaData.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("getParameterType")) {
            return Proxies.call(method, real, arguments);
          }
          int index = (int) arguments[0];
          guessed.add(index);
          return database.parameterTypes(String.valueOf(sql), connection)[index - 1];
        });
  }
}
