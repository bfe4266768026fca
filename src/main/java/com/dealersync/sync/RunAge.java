package com.dealersync.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long something is kept.
 *
 * @param duration null if it is never deleted
 */
record RunAge(@Nullable Duration duration) {
  private static final String OFF = "off";

  // After this time, no lock key and no job that refers to the run exists any more.
  private static final Duration LEAST = Duration.ofDays(7);

  /**
   * Reads a setting. It is public because Spring looks for a public method.
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
