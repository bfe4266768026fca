package com.dealersync.delivery;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When to look at what is in flight, and whether its time may be judged: where the process has
 * stood still, or the threads that send have not had their turn, answers have arrived that are
 * about to be read, and their sends seem overdue. Belongs to one thread.
 */
final class Lookout {
  static final Duration EVERY = Duration.ofMillis(50);
  private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(1);
  private static final long TIME_TO_READ = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final Executor senders;
  private Turn turn;
  private long last;
  private long judgesFrom;

  /** What a thread waits for that is ready to run. */
  private static final class Turn {
    private final long asked;
    private volatile boolean taken;

    private Turn(long asked) {
      this.asked = asked;
    }
  }

  /**
   * @param senders has a task executed as those that send are
   */
  Lookout(LongSupplier nanoTime, Executor senders) {
    this.nanoTime = nanoTime;
    this.senders = senders;
    last = nanoTime.getAsLong();
    judgesFrom = last;
    turn = askForATurn(last);
  }

  /** Whether the last look is long enough ago; if so, this is the next one. */
  boolean isDue() {
    long now = nanoTime.getAsLong();
    long since = now - last;
    if (since < EVERY.toNanos()) {
      return false;
    }
    last = now;
    if (since >= STANDSTILL || now - turn.asked >= STANDSTILL) {
      judgesFrom = now + TIME_TO_READ;
    }
    if (turn.taken) {
      turn = askForATurn(now);
    }
    return true;
  }

  /** As of the last look. */
  boolean mayJudge() {
    return last - judgesFrom >= 0;
  }

  private Turn askForATurn(long now) {
    Turn asked = new Turn(now);
    senders.execute(() -> asked.taken = true);
    return asked;
  }
}
