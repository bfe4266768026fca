package com.dealersync.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run's deliveries to one origin. First they wait; then they are announced, which is when their
 * {@code ENVIADO} is being committed; then they are ready; then in flight. A lane that the origin's
 * gate keeps waiting rests: nothing in it moves on.
 */
final class Lane {
  // Enough that a free place need not wait for a commit, and no more, because what was announced
  // and then not sent must be sent again under suspicion of having arrived.
  static final int AHEAD = 8;

  private final long origin;
  private final int limit;
  private final Gate.Visit gate;
  private final IntQueue waiting = new IntQueue();
  private final Deque<Delivery> ready = new ArrayDeque<>(2);
  private Rest rest = Rest.NONE;
  private int announced;
  private int inFlight;
  private int held;
  private boolean filling = true;
  private boolean unguarded;
  private boolean outOfReach;

  /** What a lane rests for. */
  private enum Rest {
    NONE,
    PLACE,
    BREAKER
  }

  /**
   * @param limit how many may be in flight at once
   * @param gate the run's visit at the origin's gate
   */
  Lane(long origin, int limit, Gate.Visit gate) {
    this.origin = origin;
    this.limit = limit;
    this.gate = gate;
  }

  long origin() {
    return origin;
  }

  Gate.Visit gate() {
    return gate;
  }

  /** Another webhook of the origin, by its number. */
  void add(int webhook) {
    waiting.add(webhook);
  }

  boolean mayAnnounce() {
    return filling && rest == Rest.NONE && !waiting.isEmpty();
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
    return rest == Rest.NONE && !ready.isEmpty() && inFlight < limit;
  }

  /** Whether the next ready one has been sent before. */
  boolean nextWasTried() {
    return ready.getFirst().attempts() > 0;
  }

  /** Whether its breaker is open, so that only time helps. */
  boolean isOpen() {
    return gate.isOpen();
  }

  /** The next one to send; null if the gate holds it back, and then the lane rests. */
  @Nullable Delivery start() {
    Gate.Answer answer = gate.ask(unguarded);
    return switch (answer) {
      case GO, GO_AS_PROBE -> {
        inFlight++;
        Delivery started = ready.remove();
        started.isProbe(answer == Gate.Answer.GO_AS_PROBE);
        yield started;
      }
      case WAIT_FOR_PLACE -> {
        rest = Rest.PLACE;
        yield null;
      }
      case WAIT_FOR_BREAKER -> {
        rest = Rest.BREAKER;
        yield null;
      }
    };
  }

  /** One that was in flight is not any more. */
  void ended(Delivery delivery, AttemptResult result) {
    inFlight--;
    refillIfLow();
    outOfReach = AttemptResult.neverConnected(result);
    Gate.Verdict verdict = Gate.Verdict.of(result);
    gate.ended(verdict, delivery.isProbe(), unguarded);
    unguarded &= verdict != Gate.Verdict.WELL;
    wakeUp();
  }

  /** Whether the origin could not be reached when that was tried last. */
  boolean isOutOfReach() {
    return outOfReach;
  }

  /** Whether only the breaker keeps it from going on. */
  boolean isBarred() {
    return rest == Rest.BREAKER;
  }

  boolean isResting() {
    return rest != Rest.NONE;
  }

  void wakeUp() {
    rest = Rest.NONE;
  }

  /** Goes on as if the origin had never failed. */
  void forgetFailures() {
    gate.forgetFailures();
    unguarded = false;
    outOfReach = false;
    wakeUp();
  }

  /** Goes on whatever the breaker says. */
  void dropGuard() {
    unguarded = true;
    wakeUp();
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
    return rest == Rest.NONE ? Math.min(announced + ready.size(), limit - inFlight) : 0;
  }

  /** How many will not move on by themselves while the breaker keeps it. */
  int atRest() {
    return isBarred() ? waiting.size() + ready.size() : 0;
  }

  /** How many are held back until its breaker lets them go. */
  int held() {
    return waiting.size() + ready.size() + held;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && ready.isEmpty() && announced + inFlight + held == 0;
  }
}
