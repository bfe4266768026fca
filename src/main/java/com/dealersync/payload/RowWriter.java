package com.dealersync.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes database rows as JSON objects: SQL type = JSON type, null stays null. */
final class RowWriter {

  static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private final JsonGenerator out;

  RowWriter(JsonGenerator out) {
    this.out = out;
  }

  void write(List<SerializedString> fields, ResultSet row) throws SQLException {
    try {
      out.writeStartObject();
      for (int i = 0; i < fields.size(); i++) {
        out.writeFieldName(fields.get(i));
        writeValue(row.getObject(i + 1));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeValue(@Nullable Object value) throws IOException, SQLException {
    switch (value) {
      case null -> out.writeNull();
      case Boolean bool -> out.writeBoolean(bool);
      case BigDecimal decimal -> out.writeNumber(plain(decimal));
      case Long number -> out.writeNumber(number);
      case Integer number -> out.writeNumber(number);
      case Short number -> out.writeNumber(number);
      case Double number when Double.isFinite(number) -> out.writeNumber(number);
      case Float number when Float.isFinite(number) -> out.writeNumber(number);
      case Timestamp time -> writeTime(time.toLocalDateTime());
      case LocalDateTime time -> writeTime(time);
      case Date date -> out.writeString(date.toLocalDate().toString());
      case Clob text -> out.writeString(text.getSubString(1, Math.toIntExact(text.length())));
      case String text -> out.writeString(text);
      case Number number -> throw new IllegalArgumentException("JSON has no number " + number);
      default -> out.writeString(value.toString());
    }
  }

  private void writeTime(LocalDateTime time) throws IOException {
    out.writeString(DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** A NUMBER that holds 2026 is 2026, whatever scale its column has; never an exponent. */
  private static BigDecimal plain(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
