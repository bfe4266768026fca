package com.dealersync.delivery;

import java.time.Duration;

/**
 * How long a send may stand still before it gives its place to another: at most as long as
 * configured, and much less where the others are quick. With a fixed second, one dealer in twenty
 * that never answers more than doubles a run in which the rest answer within 20 ms.
 */
final class Patience {
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final int TIMES_THE_USUAL = 10;
  private static final int ENOUGH_ANSWERS = 20;
  private static final double STEP = 1.1;

  private final Duration most;
  private double usualNanos;
  private int answers;

  Patience(Duration most) {
    this.most = most;
  }

  /** A dealer has answered, whatever it was. */
  void answered(Duration after) {
    answers = Math.min(answers + 1, ENOUGH_ANSWERS);
    if (usualNanos == 0) {
      usualNanos = after.toNanos();
    } else {
      // Follows the median, which a few slow dealers cannot move, as they would an average.
      usualNanos = after.toNanos() > usualNanos ? usualNanos * STEP : usualNanos / STEP;
    }
  }

  Duration limit() {
    if (answers < ENOUGH_ANSWERS) {
      return most;
    }
    Duration quick = Duration.ofNanos((long) (usualNanos * TIMES_THE_USUAL));
    Duration least = quick.compareTo(LEAST) > 0 ? quick : LEAST;
    return least.compareTo(most) < 0 ? least : most;
  }
}
