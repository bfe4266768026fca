package com.dealersync.catalog;

import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;

/**
 * Parameters that may be null, with their type. For a null without a type, Oracle's driver parses
 * the whole statement to find the type. That takes up to a second, and fails for statements that
 * its parser does not understand.
 */
public final class Parameters {

  private Parameters() {}

  public static Object text(@Nullable String value) {
    return value == null ? new SqlParameterValue(Types.VARCHAR, null) : value;
  }

  public static Object number(@Nullable Number value) {
    return value == null ? new SqlParameterValue(Types.NUMERIC, null) : value;
  }

  public static Object instant(@Nullable OffsetDateTime value) {
    return value == null ? new SqlParameterValue(Types.TIMESTAMP_WITH_TIMEZONE, null) : value;
  }

  public static Object time(@Nullable LocalDateTime value) {
    return value == null ? new SqlParameterValue(Types.TIMESTAMP, null) : value;
  }
}
