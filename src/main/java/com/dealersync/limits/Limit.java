package com.dealersync.limits;

import org.jspecify.annotations.Nullable;

/**
 * A limit, or none.
 *
 * @param most null if there is no limit
 */
record Limit(@Nullable Integer most) {

  private static final String OFF = "off";
  private static final int LARGEST = 1_000_000;

  /**
   * Reads a setting. It is public because Spring looks for a public method.
   *
   * @param setting a whole number from 1 on, or {@code off}
   */
  public static Limit of(String setting) {
    if (setting.equals(OFF)) {
      return new Limit(null);
    }
    if (!setting.matches("\\d{1,7}") || !isInRange(Integer.parseInt(setting))) {
      throw new IllegalArgumentException(
          "dealer-sync.limits.* debe ser un número de 1 a %d u %s; es '%s'"
              .formatted(LARGEST, OFF, setting));
    }
    return new Limit(Integer.valueOf(setting));
  }

  private static boolean isInRange(int most) {
    return most >= 1 && most <= LARGEST;
  }
}
