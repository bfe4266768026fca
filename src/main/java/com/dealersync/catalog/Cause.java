package com.dealersync.catalog;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a failure, as the beginning of its reason: a reason is a sentence that says what
 * happened, followed by what to do and by the dealer's own words, which differ from one to another.
 */
final class Cause {

  static final String UNKNOWN = "Sin causa registrada";
  static final String NO_HOST = "sin servidor";

  private static final int LONGEST = 120;

  private Cause() {}

  static String of(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      return UNKNOWN;
    }
    int end = reason.indexOf(". ");
    String first = end < 0 ? reason : reason.substring(0, end);
    int detail = first.indexOf(" (");
    String cause = detail < 0 ? first : first.substring(0, detail);
    return cause.length() <= LONGEST ? cause : cause.substring(0, LONGEST);
  }

  /** The host of a webhook's URL as it is registered. */
  static String host(@Nullable String url) {
    try {
      String host = url == null ? null : URI.create(url.strip()).getHost();
      return host == null ? NO_HOST : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return NO_HOST;
    }
  }
}
