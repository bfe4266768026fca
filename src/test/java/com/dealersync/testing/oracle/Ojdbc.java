package com.dealersync.testing.oracle;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import oracle.jdbc.OraclePreparedStatement;
import oracle.jdbc.OracleResultSetMetaData;
import oracle.jdbc.driver.DatabaseError;
import org.jspecify.annotations.Nullable;
import org.springframework.objenesis.SpringObjenesis;

/**
 * What ojdbc decides without a server, decided by its own classes. Its statement is made without
 * its constructor, which would want a connection. Thread-safe.
 */
final class Ojdbc {

  /** Where the driver asks the server for the columns of a query. */
  interface Describe {
    PreparedStatement prepare(String query) throws SQLException;
  }

  private static final int INVALID_COLUMN_TYPE = 4;

  /** What its reader of a DATE throws for a type that its table names all the same. */
  private static final int NO_ZONE = 1716;

  private static final Set<Class<?>> ZONED =
      Set.of(OffsetDateTime.class, OffsetTime.class, ZonedDateTime.class);
  private static final String DRIVER = "oracle.jdbc.driver.";

  private final Object statement =
      new SpringObjenesis().newInstance(driverClass("T4CPreparedStatement"), false);
  private final Method internalType =
      method(driverClass("OracleStatement"), "getInternalType", int.class);
  private final Method typeOf =
      method(driverClass("OraclePreparedStatement"), "sqlTypeForObject", Object.class);
  private final Map<String, List<Class<?>>> readable = new ConcurrentHashMap<>();

  /**
   * The type that the driver sends for a value without one.
   *
   * @return {@link Types#OTHER} for one that it does not know
   */
  int typeOf(@Nullable Object value) throws SQLException {
    // It would ask its connection how to send texts.
    return value instanceof String ? Types.VARCHAR : (int) call(typeOf, statement, value);
  }

  /**
   * Looks a type up in the driver's table of those that it can send.
   *
   * @throws SQLException ORA-17004 if it cannot
   */
  void checkType(int type) throws SQLException {
    call(internalType, statement, type);
  }

  /**
   * Whether {@code getObject(i, type)} is in the driver's table for a column.
   *
   * @param representation the driver's name for what the column is
   * @throws SQLException ORA-17004 if it is not
   */
  void checkReading(String representation, Class<?> type) throws SQLException {
    if (representation.equals("DATE") && ZONED.contains(type)) {
      throw DatabaseError.createSqlException(
          (oracle.jdbc.internal.OracleConnection) null, NO_ZONE, (Object) representation);
    }
    if (!readable.computeIfAbsent(representation, Ojdbc::tableOf).contains(type)) {
      throw DatabaseError.createSqlException(INVALID_COLUMN_TYPE);
    }
  }

  /** The types that the driver finds for the parameters of a statement, by parsing all of it. */
  int[] parameterTypes(String sql, Describe describe) throws SQLException {
    Class<?> sqlClass = driverClass("OracleSql");
    Object text = create(sqlClass, 1, (Object) null);
    call(method(sqlClass, "initialize", String.class), text, sql);
    call(method(sqlClass, "getSql", boolean.class, boolean.class), text, true, true);

    Class<?> parserClass = driverClass("OracleParameterMetaDataParser");
    Object parser = create(parserClass, 0);
    call(
        named(parserClass, "initialize"),
        parser,
        field(text, "originalSql"),
        field(text, "sqlKind"),
        field(text, "parameterCount"));
    Object found = call(named(parserClass, "getParameterMetaDataSql"), parser);
    call(method(found.getClass(), "query", Connection.class), found, describing(describe));
    Object[] parameters = (Object[]) call(named(found.getClass(), "getParametersMetadata"), found);
    int[] types = new int[parameters.length];
    for (Object parameter : parameters) {
      types[(int) field(parameter, "bindNumber") - 1] = (int) field(parameter, "parameterType");
    }
    return types;
  }

  private static Connection describing(Describe describe) {
    return Proxies.of(
        Connection.class,
        (connection, method, arguments) -> described(describe.prepare((String) arguments[0])));
  }

  private static OraclePreparedStatement described(PreparedStatement query) {
    return Proxies.of(
        OraclePreparedStatement.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "getMetaData" -> {
              return columns(PlayedRows.columns(query.getMetaData()));
            }
            case "close" -> query.close();
            default -> {
              // It shall not be kept for others, which it is not.
            }
          }
          return null;
        });
  }

  private static OracleResultSetMetaData columns(ResultSetMetaData described) {
    return Proxies.of(
        OracleResultSetMetaData.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "unwrap" -> proxy;
              case "getVectorMetaData" -> null;
              default ->
                  Proxies.call(
                      ResultSetMetaData.class.getMethod(
                          method.getName(), method.getParameterTypes()),
                      described,
                      arguments);
            });
  }

  @SuppressWarnings("unchecked")
  private static List<Class<?>> tableOf(String representation) {
    Class<?> all = driverClass("Representation");
    return (List<Class<?>>) field(all, valueOf(all, representation), "tableB3Classes");
  }

  private static Object valueOf(Class<?> type, String constant) {
    return field(type, null, constant);
  }

  private static Object field(Object of, String name) {
    return field(of.getClass(), of, name);
  }

  private static Object field(Class<?> type, @Nullable Object of, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Not the ojdbc that this was written for", e);
    }
  }

  private static Object create(Class<?> type, int parameters, @Nullable Object... arguments) {
    Constructor<?> constructor =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(it -> it.getParameterCount() == parameters)
            .findFirst()
            .orElseThrow();
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Not the ojdbc that this was written for", e);
    }
  }

  private static Object call(Method method, Object on, @Nullable Object... arguments)
      throws SQLException {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw new IllegalStateException(method + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError("Not the ojdbc that this was written for", e);
    }
  }

  private static Method named(Class<?> type, String name) {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(it -> it.getName().equals(name))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return method;
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      Method method = type.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new LinkageError("Not the ojdbc that this was written for", e);
    }
  }

  private static Class<?> driverClass(String name) {
    try {
      return Class.forName(DRIVER + name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError("Not the ojdbc that this was written for", e);
    }
  }
}
