package com.dealersync.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How long a failed delivery waits for its next attempt. */
final class RetryPolicy {
  private final DeliveryProperties.Retry settings;
  private final DoubleSupplier random;

  /**
   * @param random 0 (inclusive) to 1 (exclusive), for the jitter
   */
  RetryPolicy(DeliveryProperties.Retry settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The wait before the attempt that follows; null once there is none but the tail pass.
   *
   * @param attempts made so far, at least 1
   * @param retryAfter what the dealer asked for; it lengthens the wait and never shortens it
   */
  @Nullable Duration waitAfter(int attempts, @Nullable Duration retryAfter) {
    List<Duration> delays = settings.delays();
    if (attempts > delays.size()) {
      return null;
    }
    Duration wait = jittered(delays.get(attempts - 1));
    Duration asked = honoured(retryAfter);
    return asked.compareTo(wait) > 0 ? asked : wait;
  }

  /** How long a dealer is left alone because it has asked for that. */
  Duration honoured(@Nullable Duration retryAfter) {
    return retryAfter == null ? Duration.ZERO : min(retryAfter, settings.longestRetryAfter());
  }

  /** Spread, so that dealers that failed together do not come back together. */
  private Duration jittered(Duration delay) {
    double factor = 1 + settings.jitter() * (2 * random.getAsDouble() - 1);
    return Duration.ofNanos((long) (delay.toNanos() * factor));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
