package com.dealersync.api;

import com.dealersync.catalog.DealerStatus;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dealers as CSV (RFC 4180) in a form that spreadsheets take as it is meant: UTF-8 with a byte
 * order mark, times that they know for times, and nothing that they would calculate. A text from
 * outside that begins like a formula gets an apostrophe before it, as OWASP advises, and so does a
 * code that they would take for a number or a date and show as another one.
 */
final class DealersCsv {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final String BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠";
  private static final Pattern LOOKS_LIKE_A_NUMBER =
      Pattern.compile(
          "\\s*[.,]?\\d[\\d.,:/ E+%-]*|"
              + "\\s*(\\d{1,4}[-/. ]?)?"
              + "(ENE|FEB|MAR|ABR|APR|MAY|JUN|JUL|AGO|AUG|SEP|SEPT|OCT|NOV|DIC|DEC|JAN)"
              + "([-/. ]?\\d{1,4})?",
          Pattern.CASE_INSENSITIVE);

  // A cell shows eleven digits as they are, and keeps fifteen.
  private static final Pattern KEPT_NUMBER = Pattern.compile("0|[1-9]\\d{0,10}");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final CsvMapper CSV = new CsvMapper();
  private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\r\n");

  private DealersCsv() {}

  /** Takes the dealers one by one and keeps none. Leaves the stream open. */
  static void write(Iterator<DealerStatus> dealers, char separator, OutputStream out)
      throws IOException {
    out.write(BYTE_ORDER_MARK);
    // Closing it would end the answer as if it were whole, also after a failure.
    SequenceWriter lines = CSV.writer(LINES.withColumnSeparator(separator)).writeValues(out);
    lines.write(
        new String[] {
          "BAC",
          "Nombre",
          "Estado",
          "Intentos",
          "Último intento",
          "Duración (ms)",
          "Código HTTP",
          "Error",
          "Token"
        });
    while (dealers.hasNext()) {
      lines.write(cells(dealers.next()));
    }
    lines.flush();
  }

  /** Empty where there is nothing: the writer would leave a null out, and its column with it. */
  private static String[] cells(DealerStatus dealer) {
    LocalDateTime lastAttempt = dealer.lastAttempt();
    Duration lasted = dealer.lasted();
    return new String[] {
      code(dealer.bac()),
      harmless(dealer.name()),
      dealer.state().name(),
      Integer.toString(dealer.attempts()),
      lastAttempt == null ? "" : TIME.format(lastAttempt),
      lasted == null ? "" : Long.toString(lasted.toMillis()),
      dealer.httpStatus() == null ? "" : dealer.httpStatus().toString(),
      harmless(dealer.error()),
      code(dealer.token())
    };
  }

  /** A code is no number, however many digits it has. */
  private static String code(@Nullable String text) {
    return text != null
            && LOOKS_LIKE_A_NUMBER.matcher(text).matches()
            && !KEPT_NUMBER.matcher(text).matches()
        ? "'" + text
        : harmless(text);
  }

  private static String harmless(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return BEGINS_A_FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }
}
