package com.dealersync.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** How long a dealer asks us to wait (RFC 9110, 10.2.3): seconds, or one of three forms of date. */
final class RetryAfter {
  // More seconds than that no number holds; whoever writes them means for ever.
  private static final int DIGITS = 18;

  /** As C writes it, which has no zone; the library reads it only with one. */
  private static final DateTimeFormatter C_DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ENGLISH);

  private RetryAfter() {}

  /** Null if it does not say, or not in a way that can be understood. */
  static @Nullable Duration of(@Nullable String header, InstantSource clock) {
    if (header == null) {
      return null;
    }
    String value = header.strip().replaceAll("\\s+", " ");
    if (value.matches("[0-9]+")) {
      String digits = value.replaceFirst("^0+(?=.)", "");
      return Duration.ofSeconds(digits.length() > DIGITS ? Long.MAX_VALUE : Long.parseLong(digits));
    }
    Instant date = date(value);
    if (date == null) {
      return null;
    }
    Duration wait = Duration.between(clock.instant(), date);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant date(String value) {
    Instant standard = DateUtils.parseStandardDate(value);
    if (standard != null) {
      return standard;
    }
    try {
      return value.contains(",")
          ? Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value))
          : LocalDateTime.parse(value, C_DATE).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
