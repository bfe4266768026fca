package com.dealersync.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When to look at what is in flight, and whether its time may be judged: a process that has stood
 * still finds every send overdue, also those whose answers have arrived meanwhile and are about to
 * be read. Not thread-safe.
 */
final class Lookout {
  static final Duration EVERY = Duration.ofMillis(50);
  private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(1);
  private static final long TIME_TO_READ = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private long last;
  private long judgesFrom;

  Lookout(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
    judgesFrom = last;
  }

  /** Whether the last look is long enough ago; if so, this is the next one. */
  boolean isDue() {
    long now = nanoTime.getAsLong();
    long since = now - last;
    if (since < EVERY.toNanos()) {
      return false;
    }
    last = now;
    if (since >= STANDSTILL) {
      judgesFrom = now + TIME_TO_READ;
    }
    return true;
  }

  /** As of the last look. */
  boolean mayJudge() {
    return last - judgesFrom >= 0;
  }
}
