package com.dealersync.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets one caller at a time do what takes much memory; the others wait a little. */
final class Turn {

  private static final Duration WAIT = Duration.ofSeconds(2);

  /** When it makes sense to ask again. */
  static final Duration RETRY = Duration.ofSeconds(5);

  private final Semaphore place = new Semaphore(1, true);

  /** Empty if others were at it for too long, or the calling thread is interrupted. */
  <T> Optional<T> take(Supplier<T> work) {
    if (!isTaken()) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      place.release();
    }
  }

  private boolean isTaken() {
    try {
      return place.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
