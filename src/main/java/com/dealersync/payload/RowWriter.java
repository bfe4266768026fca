package com.dealersync.payload;

import com.dealersync.catalog.ProcessType;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes database rows as JSON objects: SQL type = JSON type, null stays null. A time is written as
 * it is in the table, whatever the JVM's zone, to the second.
 */
final class RowWriter {

  static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private static final DateTimeFormatter OFFSET_DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final JsonGenerator out;
  private final ZoneId zone;

  /**
   * @param zone for the moments that are stored without an offset
   */
  RowWriter(JsonGenerator out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /**
   * @param number of the row, from 1
   * @throws InvalidRowException if a value cannot be read or written
   */
  void write(ProcessType type, long number, List<Column> columns, ResultSet row) {
    try {
      out.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        out.writeFieldName(column.field());
        try {
          writeValue(column.kind(), row, i + 1);
        } catch (SQLException | IllegalArgumentException e) {
          throw InvalidRowException.unwritable(type, number, column.label(), e);
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeValue(ColumnKind kind, ResultSet row, int i) throws IOException, SQLException {
    switch (kind) {
      case TEXT -> writeText(row.getString(i));
      case WHOLE_NUMBER -> writeWhole(row.getLong(i), row.wasNull());
      case DECIMAL -> writeDecimal(decimal(row, i));
      case FLOAT -> writeFloat(row.getFloat(i), row.wasNull());
      case DOUBLE -> writeDouble(row.getDouble(i), row.wasNull());
      case BOOLEAN -> writeBoolean(row.getBoolean(i), row.wasNull());
      case DATE -> writeText(text(row.getObject(i, LocalDate.class), DateTimeFormatter.ISO_DATE));
      case TIME -> writeText(text(row.getObject(i, LocalTime.class), TIME));
      case DATE_TIME -> writeText(text(row.getObject(i, LocalDateTime.class), DATE_TIME));
      case OFFSET_DATE_TIME ->
          writeText(text(row.getObject(i, OffsetDateTime.class), OFFSET_DATE_TIME));
      case INSTANT -> {
        OffsetDateTime moment = row.getObject(i, OffsetDateTime.class);
        writeText(text(moment == null ? null : moment.atZoneSameInstant(zone), OFFSET_DATE_TIME));
      }
      case UNWRITABLE ->
          throw new IllegalArgumentException("no hay forma de escribir su tipo en JSON");
    }
  }

  private static @Nullable String text(
      java.time.temporal.@Nullable TemporalAccessor time, DateTimeFormatter format) {
    return time == null ? null : format.format(time);
  }

  /** PostgreSQL's numeric can be NaN, which a BigDecimal cannot. */
  private static @Nullable BigDecimal decimal(ResultSet row, int i) throws SQLException {
    Object value = row.getObject(i);
    if (value instanceof Double notFinite) {
      throw notANumber(notFinite);
    }
    return value instanceof BigDecimal decimal ? decimal : row.getBigDecimal(i);
  }

  private void writeText(@Nullable String text) throws IOException {
    out.writeString(text);
  }

  private void writeWhole(long number, boolean isNull) throws IOException {
    if (isNull) {
      out.writeNull();
    } else {
      out.writeNumber(number);
    }
  }

  /**
   * Writes a NUMBER with the value 2026 as 2026, whatever the scale of its column, and never with
   * an exponent.
   */
  private void writeDecimal(@Nullable BigDecimal decimal) throws IOException {
    if (decimal == null) {
      out.writeNull();
    } else {
      BigDecimal stripped = decimal.stripTrailingZeros();
      out.writeNumber(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
  }

  private void writeFloat(float number, boolean isNull) throws IOException {
    if (isNull) {
      out.writeNull();
    } else if (Float.isFinite(number)) {
      out.writeNumber(number);
    } else {
      throw notANumber(number);
    }
  }

  private void writeDouble(double number, boolean isNull) throws IOException {
    if (isNull) {
      out.writeNull();
    } else if (Double.isFinite(number)) {
      out.writeNumber(number);
    } else {
      throw notANumber(number);
    }
  }

  private void writeBoolean(boolean value, boolean isNull) throws IOException {
    if (isNull) {
      out.writeNull();
    } else {
      out.writeBoolean(value);
    }
  }

  private static IllegalArgumentException notANumber(Number value) {
    return new IllegalArgumentException("en JSON no existe el número " + value);
  }
}
