package com.dealersync.api;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What ties a request to its log lines and its run. */
final class CorrelationId {

  static final String HEADER = "X-Correlation-Id";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private CorrelationId() {}

  /** The caller's, unless it could spoil a log line or a column. */
  static String givenOrNew(@Nullable String given) {
    return given != null && FORM.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }
}
