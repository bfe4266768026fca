package com.dealersync.sync;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many records less than the previous one a catalog may have.
 *
 * @param percent of the records; null if any loss is allowed
 */
record MostLost(@Nullable Integer percent) {

  private static final String OFF = "off";
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2})%?");

  /**
   * Reads a setting. It is public because Spring looks for a public method.
   *
   * @param setting {@code 0%} to {@code 99%}, or {@code off}
   */
  public static MostLost of(String setting) {
    if (setting.equals(OFF)) {
      return new MostLost(null);
    }
    Matcher percent = PERCENT.matcher(setting);
    if (!percent.matches()) {
      throw new IllegalArgumentException(
          "dealer-sync.guard.most-lost debe estar entre 0%% y 99%% o ser %s; es %s"
              .formatted(OFF, setting));
    }
    return new MostLost(Integer.parseInt(percent.group(1)));
  }

  boolean isPassedBy(long before, long now) {
    return percent != null && now * 100.0 < before * (100.0 - percent);
  }
}
