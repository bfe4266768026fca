package com.dealersync.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How many sends may use this node at once.
 *
 * @param fixed null if the node finds it out
 */
record Parallelism(@Nullable Integer fixed) {
  static final int MOST = 512;
  private static final String AUTO = "auto";

  /**
   * Reads a setting. Public because that is how Spring finds it.
   *
   * @param setting a number from 1 to {@link #MOST}, or {@code auto}
   */
  public static Parallelism of(String setting) {
    if (setting.equals(AUTO)) {
      return new Parallelism(null);
    }
    int number = setting.matches("\\d{1,4}") ? Integer.parseInt(setting) : 0;
    DeliveryProperties.require(
        "parallelism",
        number >= 1 && number <= MOST,
        "un número de 1 a " + MOST + " o " + AUTO,
        setting);
    return new Parallelism(number);
  }
}
