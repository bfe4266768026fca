package com.dealersync.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries to one origin. First they wait; then they are announced, which is when their
 * {@code ENVIADO} is being committed; then they are ready; then in flight. A lane whose breaker is
 * open rests: nothing in it moves on.
 */
final class Lane {
  // Enough that a free place need not wait for a commit, and no more, because what was announced
  // and then not sent must be sent again under suspicion of having arrived.
  static final int AHEAD = 8;

  private final int origin;
  private final int limit;
  private final Supplier<OriginBreaker> newBreaker;
  private final IntQueue waiting = new IntQueue();
  private final Deque<Delivery> ready = new ArrayDeque<>();
  private @Nullable OriginBreaker breaker;
  private int announced;
  private int inFlight;
  private int held;
  private boolean filling = true;
  private boolean resting;
  private boolean unguarded;

  /**
   * @param limit how many may be in flight at once
   * @param newBreaker makes its breaker, once there is a failure to count
   */
  Lane(int origin, int limit, Supplier<OriginBreaker> newBreaker) {
    this.origin = origin;
    this.limit = limit;
    this.newBreaker = newBreaker;
  }

  int origin() {
    return origin;
  }

  /** Another webhook of the origin, by its number. */
  void add(int webhook) {
    waiting.add(webhook);
  }

  boolean mayAnnounce() {
    return filling && !resting && !waiting.isEmpty();
  }

  Delivery announce() {
    announced++;
    filling = ahead() < limit * AHEAD;
    return new Delivery(waiting.remove(), origin);
  }

  private int ahead() {
    return announced + ready.size() + inFlight;
  }

  /** Not for every free place: a commit is worth its cost for several. */
  private void refillIfLow() {
    filling |= ahead() <= limit * AHEAD / 2;
  }

  void announced(Delivery delivery) {
    announced--;
    ready.add(delivery);
  }

  /** One of it is kept elsewhere until its time for another attempt comes. */
  void hold() {
    held++;
  }

  void again(Delivery delivery) {
    held--;
    ready.add(delivery);
  }

  /** One that was kept elsewhere will not come back. */
  void release() {
    held--;
  }

  boolean mayStart() {
    return !resting && !ready.isEmpty() && inFlight < limit;
  }

  /** The next one to send; null if the breaker holds it back, and then the lane rests. */
  @Nullable Delivery start() {
    if (breaker != null && !unguarded && !breaker.tryAcquire()) {
      resting = true;
      return null;
    }
    inFlight++;
    return ready.remove();
  }

  /** One that was in flight is not any more. */
  void ended(AttemptResult result) {
    inFlight--;
    refillIfLow();
    switch (result) {
      case AttemptResult.Failed failed when failed.kind().countsAgainstOrigin() -> {
        if (breaker == null) {
          breaker = newBreaker.get();
        }
        breaker.failed();
      }
      case AttemptResult.Failed failed when failed.kind().isOurs() -> {
        if (breaker != null) {
          breaker.neither();
        }
      }
      default -> succeeded();
    }
  }

  private void succeeded() {
    if (unguarded) {
      forgetFailures();
    } else if (breaker != null) {
      breaker.succeeded();
    }
  }

  boolean isResting() {
    return resting;
  }

  /** Whether its breaker is open, so that only time helps. */
  boolean isOpen() {
    return breaker != null && breaker.isOpen();
  }

  /** When the open breaker lets a probe through, in the run's time. */
  long probeAt() {
    return breaker == null ? 0 : breaker.probeAt();
  }

  void wakeUp() {
    resting = false;
  }

  /** Goes on as if the origin had never failed. */
  void forgetFailures() {
    if (breaker != null) {
      breaker.drop();
      breaker = null;
    }
    resting = false;
    unguarded = false;
  }

  /** Goes on whatever the breaker says. */
  void dropGuard() {
    unguarded = true;
    resting = false;
  }

  boolean isUnguarded() {
    return unguarded;
  }

  /** Takes the next ready one out without sending it. */
  Delivery take() {
    Delivery taken = ready.remove();
    refillIfLow();
    return taken;
  }

  /** Takes those out that have been tried. */
  List<Delivery> takeTried() {
    List<Delivery> tried = ready.stream().filter(delivery -> delivery.attempts() > 0).toList();
    ready.removeAll(tried);
    refillIfLow();
    return tried;
  }

  /** How many could be sent soon if there were room for them. */
  int imminent() {
    return resting ? 0 : Math.min(announced + ready.size(), limit - inFlight);
  }

  /** How many will not move on by themselves while it rests. */
  int atRest() {
    return resting ? waiting.size() + ready.size() : 0;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && ready.isEmpty() && announced + inFlight + held == 0;
  }
}
