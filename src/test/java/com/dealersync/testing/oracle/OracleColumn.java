package com.dealersync.testing.oracle;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import oracle.jdbc.OracleTypes;
import oracle.sql.NUMBER;
import oracle.sql.TIMESTAMP;
import oracle.sql.TIMESTAMPTZ;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a result would be on Oracle, and what ojdbc makes of its values. H2's Oracle
 * mode keeps a DATE as a TIMESTAMP(0), by which we know it.
 */
enum OracleColumn {
  VARCHAR(Types.VARCHAR, "VARCHAR2", String.class),
  NUMBER(Types.NUMERIC, "NUMBER", BigDecimal.class),
  BINARY_DOUBLE(OracleTypes.BINARY_DOUBLE, "BINARY_DOUBLE", Double.class),
  DATE(Types.TIMESTAMP, "DATE", Timestamp.class),
  TIMESTAMP(Types.TIMESTAMP, "TIMESTAMP", TIMESTAMP.class),
  TIMESTAMPTZ(OracleTypes.TIMESTAMPTZ, "TIMESTAMP WITH TIME ZONE", TIMESTAMPTZ.class),
  CLOB(Types.CLOB, "CLOB", oracle.jdbc.OracleClob.class),
  BLOB(Types.BLOB, "BLOB", oracle.jdbc.OracleBlob.class),
  RAW(Types.VARBINARY, "RAW", byte[].class),
  /** H2's own, as Oracle has nothing like it. */
  OTHER(Types.OTHER, "", Object.class);

  private final int jdbcType;
  private final String typeName;
  private final Class<?> valueClass;

  OracleColumn(int jdbcType, String typeName, Class<?> valueClass) {
    this.jdbcType = jdbcType;
    this.typeName = typeName;
    this.valueClass = valueClass;
  }

  /** By what H2 says of it. */
  static OracleColumn of(ResultSetMetaData columns, int index) throws SQLException {
    return switch (columns.getColumnType(index)) {
      case Types.TIMESTAMP -> columns.getScale(index) == 0 ? DATE : TIMESTAMP;
      case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGVARCHAR -> VARCHAR;
      case Types.TIMESTAMP_WITH_TIMEZONE -> TIMESTAMPTZ;
      case Types.CLOB, Types.NCLOB -> CLOB;
      case Types.BLOB -> BLOB;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> RAW;
      case Types.DOUBLE, Types.FLOAT, Types.REAL -> BINARY_DOUBLE;
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL ->
          NUMBER;
      default -> columns.getColumnTypeName(index).equals("DECFLOAT") ? NUMBER : OTHER;
    };
  }

  int jdbcType() {
    return jdbcType;
  }

  String typeName() {
    return typeName;
  }

  Class<?> valueClass() {
    return valueClass;
  }

  /** What {@code getObject} without a class gives. */
  @Nullable Object value(ResultSet row, int index) throws SQLException {
    return switch (this) {
      case NUMBER -> {
        BigDecimal number = row.getBigDecimal(index);
        yield number == null ? null : new NUMBER(number).bigDecimalValue();
      }
      case BINARY_DOUBLE -> row.getObject(index, Double.class);
      case DATE -> row.getTimestamp(index);
      case TIMESTAMP -> timestamp(row, index);
      case TIMESTAMPTZ -> {
        OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
        yield time == null ? null : new TIMESTAMPTZ(time);
      }
      case VARCHAR, CLOB, BLOB, RAW, OTHER -> row.getObject(index);
    };
  }

  /** What {@code getString} gives. */
  @Nullable String text(ResultSet row, int index) throws SQLException {
    return switch (this) {
      case DATE -> {
        TIMESTAMP time = timestamp(row, index);
        yield time == null ? null : time.toString().replaceFirst("\\.0$", "");
      }
      case TIMESTAMP -> {
        TIMESTAMP time = timestamp(row, index);
        yield time == null ? null : time.toString();
      }
      case NUMBER -> {
        Object number = value(row, index);
        yield number == null ? null : ((BigDecimal) number).toPlainString();
      }
      case VARCHAR, BINARY_DOUBLE, TIMESTAMPTZ, CLOB, BLOB, RAW, OTHER -> row.getString(index);
    };
  }

  private static @Nullable TIMESTAMP timestamp(ResultSet row, int index) throws SQLException {
    LocalDateTime time = row.getObject(index, LocalDateTime.class);
    return time == null ? null : new TIMESTAMP(time);
  }
}
