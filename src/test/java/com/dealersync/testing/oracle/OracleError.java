package com.dealersync.testing.oracle;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oracle.jdbc.driver.DatabaseError;
import org.jspecify.annotations.Nullable;

/**
 * What an Oracle server says where H2 refuses, in the two languages that our users' servers speak.
 */
enum OracleError {
  UNIQUE(1, "unique constraint (%s) violated", "restricción única (%s) violada"),
  BUSY(
      54,
      "resource busy and acquire with NOWAIT specified or timeout expired",
      "recurso ocupado y obtenido con NOWAIT especificado o timeout vencido"),
  DEADLOCK(
      60,
      "deadlock detected while waiting for resource",
      "detectado interbloqueo mientras se esperaba un recurso"),
  STATEMENT(900, "invalid SQL statement", "sentencia SQL no válida"),
  IDENTIFIER(904, "%s: invalid identifier", "%s: identificador no válido"),
  TABLE(942, "table or view does not exist", "la tabla o vista no existe"),
  CANCELLED(
      1013,
      "user requested cancel of current operation",
      "el usuario ha solicitado la cancelación de la operación actual"),
  NULL(1400, "cannot insert NULL into (%s)", "no se puede realizar una inserción NULL en (%s)"),
  PRECISION(
      1438,
      "value larger than specified precision allowed for this column",
      "valor mayor que el que permite la precisión especificada para esta columna"),
  NUMBER(1722, "invalid number", "número no válido"),
  CHECK(2290, "check constraint (%s) violated", "restricción de control (%s) violada"),
  PARENT(
      2291,
      "integrity constraint (%s) violated - parent key not found",
      "restricción de integridad (%s) violada - clave principal no encontrada"),
  CHILD(
      2292,
      "integrity constraint (%s) violated - child record found",
      "restricción de integridad (%s) violada - registro secundario encontrado"),
  TOO_LONG(
      12899, "value too large for column %s", "el valor es demasiado grande para la columna %s"),
  CONNECTION(17002, "IO Error: Broken pipe", "Error de E/S: Broken pipe"),
  CLOSED(17008, "Closed connection", "Conexión cerrada"),
  WAITED(
      30006,
      "resource busy; acquire with WAIT timeout expired",
      "recurso ocupado; adquirir con timeout de WAIT vencido");

  private static final Pattern NAME = Pattern.compile("PUBLIC\"?\\.\"?(\\w+)|\"(\\w+)");
  private static final Pattern NOWAIT =
      Pattern.compile(
          "\\bfor\\s+update\\b.*\\bnowait\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final int code;
  private final String english;
  private final String spanish;

  OracleError(int code, String english, String spanish) {
    this.code = code;
    this.english = english;
    this.spanish = spanish;
  }

  /** What ojdbc throws where H2 threw this; the latter is kept for people only. */
  static SQLException of(SQLException h2, @Nullable String sql, Locale language) {
    if (!h2.getClass().getName().startsWith("org.h2.")) {
      return h2;
    }
    OracleError error = of(h2, sql);
    if (error == null) {
      return h2;
    }
    SQLException oracle = error.exception(name(h2), language);
    if (h2 instanceof BatchUpdateException batch) {
      oracle =
          new BatchUpdateException(
              oracle.getMessage(),
              oracle.getSQLState(),
              oracle.getErrorCode(),
              batch.getUpdateCounts(),
              oracle);
    }
    oracle.addSuppressed(h2);
    return oracle;
  }

  private SQLException exception(String name, Locale language) {
    String text = language.getLanguage().equals("es") ? spanish : english;
    return DatabaseError.createSqlException(
        (oracle.jdbc.internal.OracleConnection) null,
        "ORA-%05d: %s".formatted(code, text.formatted(name)),
        code);
  }

  private static @Nullable OracleError of(SQLException h2, @Nullable String sql) {
    return switch (h2.getErrorCode()) {
      case 23505 -> UNIQUE;
      case 23502 -> NULL;
      case 23506 -> PARENT;
      case 23503 -> CHILD;
      // Of testing.ByteLengths.
      case 23513 -> name(h2).contains("BYTES_") ? TOO_LONG : CHECK;
      case 22001 -> TOO_LONG;
      case 22003, 22004 -> PRECISION;
      case 22018 -> NUMBER;
      case 40001, 90131 -> DEADLOCK;
      case 50200 -> sql != null && NOWAIT.matcher(sql).find() ? BUSY : WAITED;
      case 57014 -> CANCELLED;
      case 42102, 42103, 42104 -> TABLE;
      case 42122 -> IDENTIFIER;
      case 42000, 42001 -> STATEMENT;
      case 90007 -> CLOSED;
      case 90067, 90098, 90121 -> CONNECTION;
      default -> null;
    };
  }

  private static String name(SQLException h2) {
    Matcher name = NAME.matcher(String.valueOf(h2.getMessage()));
    if (!name.find()) {
      return "DEALERSYNC";
    }
    return "DEALERSYNC." + (name.group(1) == null ? name.group(2) : name.group(1));
  }
}
