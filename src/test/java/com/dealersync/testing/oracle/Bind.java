package com.dealersync.testing.oracle;

import java.sql.JDBCType;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was bound to a parameter.
 *
 * @param type the type it is sent with, by its name
 * @param value what kind of value it is
 */
record Bind(String type, Value value) {

  enum Value {
    SOME,
    EMPTY_TEXT,
    NULL,
    /** Somebody had to find the type, or it has none. */
    UNTYPED_NULL
  }

  static Bind of(String type, @Nullable Object value) {
    return new Bind(
        type,
        value == null
            ? Value.NULL
            : value instanceof String text && text.isEmpty() ? Value.EMPTY_TEXT : Value.SOME);
  }

  static Bind ofNull(int type, boolean guessed) {
    return new Bind(nameOf(type), guessed || type == Types.NULL ? Value.UNTYPED_NULL : Value.NULL);
  }

  static String nameOf(int type) {
    return switch (type) {
      case -100 -> "TIMESTAMP";
      case -101, Types.TIMESTAMP_WITH_TIMEZONE -> "TIMESTAMP WITH TIME ZONE";
      case -102 -> "TIMESTAMP WITH LOCAL TIME ZONE";
      case Types.BIGINT,
          Types.INTEGER,
          Types.SMALLINT,
          Types.TINYINT,
          Types.NUMERIC,
          Types.DECIMAL ->
          "NUMBER";
      default -> standardName(type);
    };
  }

  /** By the method that bound it. */
  static String nameOf(String setter) {
    return switch (setter) {
      case "setString", "setNString" -> "VARCHAR";
      case "setLong", "setInt", "setShort", "setByte", "setBigDecimal" -> "NUMBER";
      default -> setter.substring("set".length()).toUpperCase(Locale.ROOT);
    };
  }

  @Override
  public String toString() {
    return switch (value) {
      case SOME -> type;
      case EMPTY_TEXT -> "'' as " + type;
      case NULL -> "null as " + type;
      case UNTYPED_NULL -> "null without a type";
    };
  }

  private static String standardName(int type) {
    for (JDBCType known : JDBCType.values()) {
      if (known.getVendorTypeNumber() == type) {
        return known.getName();
      }
    }
    return "type " + type;
  }
}
