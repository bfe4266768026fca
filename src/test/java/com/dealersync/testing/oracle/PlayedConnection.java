package com.dealersync.testing.oracle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;
import oracle.jdbc.OracleDriver;
import org.jspecify.annotations.Nullable;

/** A connection to H2 that answers as one of ojdbc to an Oracle would. */
final class PlayedConnection implements InvocationHandler {

  private static final Pattern SESSION =
      Pattern.compile(
          "\\s*alter\\s+session\\s+set\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** How tests set H2's stage. */
  private static final Pattern OF_H2 =
      Pattern.compile("\\s*set\\s+lock_timeout\\b.*", Pattern.CASE_INSENSITIVE);

  private static final Pattern ENGLISH =
      Pattern.compile(".*nls_language\\s*=\\s*'?american'?.*", Pattern.CASE_INSENSITIVE);

  private final Connection h2;
  private final OracleDouble database;
  private final String url;
  private final Connection self;

  /** Of a server in Mexico, unless the session says otherwise. */
  private Locale language = Locale.forLanguageTag("es-MX");

  private PlayedConnection(Connection h2, OracleDouble database, String url) {
    this.h2 = h2;
    this.database = database;
    this.url = url;
    this.self = Proxies.of(Connection.class, this);
  }

  static Connection of(Connection h2, OracleDouble database, String url) {
    return new PlayedConnection(h2, database, url).self;
  }

  Connection self() {
    return self;
  }

  OracleDouble database() {
    return database;
  }

  /** Takes a setting of the session, which H2 knows nothing of. */
  boolean takesSetting(String sql) {
    if (!SESSION.matcher(sql).matches()) {
      return false;
    }
    if (ENGLISH.matcher(sql).matches()) {
      language = Locale.US;
    }
    return true;
  }

  static boolean isForH2(String sql) {
    return OF_H2.matcher(sql).matches();
  }

  /** What the driver throws where H2 threw this. */
  Throwable translated(Throwable failure, @Nullable String sql) {
    return failure instanceof SQLException h2Failure
        ? OracleError.of(h2Failure, sql, language)
        : failure;
  }

  /**
   * A query whose columns the driver wants to know. The driver's queries have {@code 'A'} for a
   * parameter; Oracle describes without evaluating, H2 would try to make a number of it.
   */
  PreparedStatement describable(String query) throws SQLException {
    try {
      return h2.prepareStatement(query.replace("'A'", "null"));
    } catch (SQLException e) {
      throw OracleError.of(e, query, language);
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String sql = arguments != null && arguments[0] instanceof String text ? text : null;
    if (sql != null
        && arguments.length == 2
        && arguments[1].equals(Statement.RETURN_GENERATED_KEYS)) {
      database.unnamedKeys(sql);
    }
    try {
      Object answer = Proxies.call(method, h2, arguments);
      return switch (method.getName()) {
        case "prepareStatement" -> PlayedStatement.of(PreparedStatement.class, answer, this, sql);
        case "prepareCall" -> PlayedStatement.of(CallableStatement.class, answer, this, sql);
        case "createStatement" -> PlayedStatement.of(Statement.class, answer, this, null);
        case "getMetaData" -> metaData((DatabaseMetaData) answer);
        default -> answer;
      };
    } catch (Throwable failure) {
      throw translated(failure, sql);
    }
  }

  private DatabaseMetaData metaData(DatabaseMetaData real) {
    return Proxies.of(
        DatabaseMetaData.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getDatabaseProductName" -> "Oracle";
              case "getDatabaseProductVersion" ->
                  "Oracle Database 19c Enterprise Edition Release 19.0.0.0.0 - Production\n"
                      + "Version 19.22.0.0.0";
              case "getDatabaseMajorVersion" -> 19;
              case "getDatabaseMinorVersion" -> 0;
              case "getDriverName" -> "Oracle JDBC driver";
              case "getDriverVersion" -> OracleDriver.getDriverVersion();
              case "getDriverMajorVersion" -> 23;
              case "getDriverMinorVersion" -> 7;
              case "getURL" -> url;
              case "getConnection" -> self;
              default -> Proxies.call(method, real, arguments);
            });
  }
}
