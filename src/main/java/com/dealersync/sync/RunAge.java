package com.dealersync.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long something is still kept.
 *
 * @param duration null if it is kept for ever
 */
record RunAge(@Nullable Duration duration) {
  private static final String OFF = "off";

  // Lock keys and jobs, which a run's row is asked about, are long gone by then.
  private static final Duration LEAST = Duration.ofDays(7);

  /**
   * Reads a setting. Public because that is how Spring finds it.
   *
   * @param setting a duration, or {@code off}
   */
  public static RunAge of(String setting) {
    if (setting.equals(OFF)) {
      return new RunAge(null);
    }
    Duration age = durationOf(setting);
    if (age == null || age.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "dealer-sync.retention.runs, attempts y content deben ser %d días o más u %s; hay %s"
              .formatted(LEAST.toDays(), OFF, setting));
    }
    return new RunAge(age);
  }

  private static @Nullable Duration durationOf(String setting) {
    try {
      return DurationStyle.detectAndParse(setting);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
