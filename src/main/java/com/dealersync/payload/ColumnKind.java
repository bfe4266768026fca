package com.dealersync.payload;

import java.sql.Types;
import java.util.Locale;

/** How the values of a column become JSON: by the column's type, never by a value's class. */
enum ColumnKind {
  TEXT,
  WHOLE_NUMBER,
  DECIMAL,
  FLOAT,
  DOUBLE,
  BOOLEAN,
  DATE,
  TIME,
  DATE_TIME,
  /** A moment with the offset that it was stored with. */
  OFFSET_DATE_TIME,
  /** A moment, stored without an offset. */
  INSTANT,
  /** A type that JSON cannot hold. */
  UNWRITABLE;

  private static final int ORACLE_BINARY_FLOAT = 100;
  private static final int ORACLE_BINARY_DOUBLE = 101;
  private static final int ORACLE_TIMESTAMP_WITH_TIME_ZONE = -101;
  private static final int ORACLE_TIMESTAMP_WITH_LOCAL_TIME_ZONE = -102;
  private static final int ORACLE_INTERVAL_YEAR_TO_MONTH = -103;
  private static final int ORACLE_INTERVAL_DAY_TO_SECOND = -104;

  static ColumnKind of(int type, String typeName) {
    String name = typeName.toLowerCase(Locale.ROOT);
    return switch (type) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB,
          Types.ROWID,
          Types.TIME_WITH_TIMEZONE,
          ORACLE_INTERVAL_YEAR_TO_MONTH,
          ORACLE_INTERVAL_DAY_TO_SECOND ->
          TEXT;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> WHOLE_NUMBER;
      case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
      case Types.REAL, ORACLE_BINARY_FLOAT -> FLOAT;
      case Types.FLOAT, Types.DOUBLE, ORACLE_BINARY_DOUBLE -> DOUBLE;
      case Types.BOOLEAN -> BOOLEAN;
      // PostgreSQL's bool and bit string both have this type.
      case Types.BIT -> name.equals("bool") ? BOOLEAN : TEXT;
      case Types.DATE -> DATE;
      case Types.TIME -> name.equals("timetz") ? TEXT : TIME;
      case Types.TIMESTAMP -> name.equals("timestamptz") ? INSTANT : DATE_TIME;
      case Types.TIMESTAMP_WITH_TIMEZONE, ORACLE_TIMESTAMP_WITH_TIME_ZONE -> OFFSET_DATE_TIME;
      case ORACLE_TIMESTAMP_WITH_LOCAL_TIME_ZONE -> INSTANT;
      // H2's UUID is BINARY. H2's DECFLOAT and PostgreSQL's own types are OTHER.
      case Types.BINARY -> name.equals("uuid") ? TEXT : UNWRITABLE;
      case Types.OTHER -> name.startsWith("decfloat") ? DECIMAL : other(name);
      case Types.NULL -> TEXT;
      default -> UNWRITABLE;
    };
  }

  private static ColumnKind other(String name) {
    return switch (name) {
      case "uuid", "json", "jsonb", "inet", "cidr", "macaddr", "interval", "void", "unknown" ->
          TEXT;
      default -> name.startsWith("interval") ? TEXT : UNWRITABLE;
    };
  }
}
