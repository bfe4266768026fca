package com.dealersync.delivery;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Finds how many sends at once this machine and its line carry, from the time that a send takes
 * until its last byte is out. It grows while that time stays what it is, which by Little's law is
 * as long as more places mean more requests a second; it shrinks where the time grows, because then
 * sends only queue for the processors, the line or the resolver. This is the gradient of adaptive
 * concurrency limits (Netflix's concurrency-limits, Envoy; TCP Vegas before them) with one
 * difference: those take any rise of the time for a queue. Dealers may as well be further away than
 * those before them, so here a rise is ours only if the time falls again with the number of places;
 * where it does not, that time is the usual one from then on. Thread-safe.
 */
final class AdaptiveLimit {
  private static final int PLACES_PER_PROCESSOR = 4;
  // The median of fewer is too uncertain to be compared; to double a number it need not be as sure.
  private static final int ENOUGH = 100;
  private static final int ENOUGH_TO_DOUBLE = 32;
  private static final int MOST_KEPT = 2 * Parallelism.MOST;
  private static final long SHORTEST_LOOK = TimeUnit.MILLISECONDS.toNanos(200);
  private static final double FIRST_STEPS = 2;
  private static final double STEP = 1.5;
  // Where only so much of the time is the usual one, the rest is a queue.
  private static final double QUEUE = 0.7;
  private static final double ANOTHER_KIND = 2;
  // Less of a change is not worth having to learn anew what is usual.
  private static final double WORTH_A_CHANGE = 0.1;
  // One look in so many has fewer places, to see whether the usual time has become a queue.
  private static final int LOOKS_PER_TEST = 20;
  private static final double FEWER = 0.75;
  // With fewer than this part of the places the time shows whose it is.
  private static final double ENOUGH_FEWER = 0.8;

  private final LongSupplier nanoTime;
  private final int least;
  private final long[] times = new long[MOST_KEPT];
  private int count;
  private long lookBegan;
  private int looks;
  private boolean doubling = true;
  private double usual;
  private double shrunkFrom;
  private double timeBefore;
  private volatile int limit;

  /** How the time of a send has followed the number of places. */
  private enum Response {
    UNKNOWN,
    /** It is the dealers' time, and not a queue of ours. */
    NONE,
    SOME,
    /** In proportion: so many places were nothing but a queue. */
    FULL
  }

  AdaptiveLimit(int processors, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    least = Math.min(PLACES_PER_PROCESSOR * processors, Parallelism.MOST);
    limit = least;
    lookBegan = nanoTime.getAsLong();
  }

  int get() {
    return limit;
  }

  /**
   * The last byte of a request is out, while others waited for a place: without that, its time says
   * nothing about how many there may be.
   *
   * @param nanos how long it has taken
   */
  synchronized void sent(long nanos) {
    long now = nanoTime.getAsLong();
    if (now - nanos - lookBegan < 0) {
      // It began with another number of places.
      return;
    }
    if (count < MOST_KEPT) {
      times[count++] = nanos;
    }
    int enough = Math.max(doubling ? ENOUGH_TO_DOUBLE : ENOUGH, limit);
    if (count >= enough && now - lookBegan >= SHORTEST_LOOK) {
      // Not the mean: a few dealers that take seconds to shake hands would decide it.
      Arrays.sort(times, 0, count);
      limit = next((double) times[count / 2]);
      count = 0;
      lookBegan = now;
    }
  }

  private int next(double time) {
    Response response = response(time);
    // There is nothing below the least to compare it with.
    if (usual == 0 || limit == least || response == Response.NONE) {
      // Dealers of another kind: what was found with those before says little.
      doubling |= time > ANOTHER_KIND * usual;
      usual = time;
    }
    usual = Math.min(usual, time);
    double gradient = Math.max(0.5, usual / time);
    doubling &= gradient > QUEUE;
    double factor = gradient * (doubling ? FIRST_STEPS : STEP);
    if (++looks % LOOKS_PER_TEST == 0 || response == Response.FULL) {
      factor = FEWER;
    }
    int next = (int) Math.round(Math.clamp(limit * factor, least, Parallelism.MOST));
    if (Math.abs(next - limit) < limit * WORTH_A_CHANGE) {
      next = limit;
    }
    if (next >= limit) {
      shrunkFrom = 0;
    } else if (shrunkFrom == 0) {
      shrunkFrom = limit;
      timeBefore = time;
    }
    return next;
  }

  /** What fewer places have done to the time. A queue of ours becomes shorter. */
  private Response response(double time) {
    if (shrunkFrom == 0 || limit > shrunkFrom * ENOUGH_FEWER) {
      return Response.UNKNOWN;
    }
    double left = limit / shrunkFrom;
    double change = Math.log(time / timeBefore) / Math.log(left);
    shrunkFrom = 0;
    return change < 0.5 ? Response.NONE : change > 0.85 ? Response.FULL : Response.SOME;
  }
}
