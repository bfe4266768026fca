package com.dealersync.catalog;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a failure, as the beginning of its reason: a reason is a sentence that says what
 * happened, followed by what to do and by the dealer's own words, which differ from one to another.
 */
final class Cause {

  static final String UNKNOWN = "Sin causa registrada";
  static final String NO_HOST = "sin servidor";

  private static final int LONGEST = 120;

  /**
   * What Java and all databases understand alike: white space, the scheme, perhaps a user, and the
   * host, which may be an address of version 6.
   */
  private static final Pattern URL =
      Pattern.compile(
          "^\\s*[A-Za-z][A-Za-z0-9+.-]*://([^/?#@]*@)?(\\[[0-9A-Fa-f:.]+\\]|[^/?#: ]+).*$");

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

  /**
   * A condition that is true for the reasons that have this cause.
   *
   * @param column of the reasons
   * @param parameters gets the condition's
   */
  static String isCause(String column, String cause, List<Object> parameters) {
    if (cause.equals(UNKNOWN)) {
      return column + " is null";
    }
    String begins = TextSearch.literal(cause);
    parameters.add(cause);
    parameters.addAll(
        cause.length() == LONGEST
            ? List.of(begins + "%", begins + "%")
            : List.of(begins + ". %", begins + " (%"));
    return "(%1$s = ? or %1$s like ? escape '!' or %1$s like ? escape '!')".formatted(column);
  }

  /** The host of a webhook's URL as it is registered. */
  static String host(@Nullable String url) {
    Matcher parts = URL.matcher(url == null ? "" : url);
    return parts.matches() ? parts.group(2).toLowerCase(Locale.ROOT) : NO_HOST;
  }

  /**
   * A condition that is true for the same URLs as those of which {@link #host} knows that host.
   *
   * @param column of the URLs
   * @param host in lower case, or {@link #NO_HOST}; anything but the latter is its only parameter
   */
  static String hasHost(String column, String host) {
    return host.equals(NO_HOST)
        ? "(%s is null or not %s)".formatted(column, hasHost(column))
        : "(%s and lower(%s) = ?)".formatted(hasHost(column), hostOf(column));
  }

  /** A condition that is true for the URLs that have a host. */
  static String hasHost(String column) {
    return "(regexp_replace(%s, '%s', '!') = '!')".formatted(column, URL);
  }

  /**
   * An expression for the host of a URL. For one that has none it is the whole URL, which may hold
   * a secret: use it together with {@link #hasHost(String)}.
   */
  static String hostOf(String column) {
    return "regexp_replace(%s, '%s', '\\2')".formatted(column, URL);
  }
}
