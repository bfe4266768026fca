package com.dealersync.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** How many breakers of this node are in which state. Thread-safe. */
final class BreakerStates {
  static final List<State> SHOWN = List.of(State.CLOSED, State.OPEN, State.HALF_OPEN);

  private final AtomicIntegerArray counts = new AtomicIntegerArray(State.values().length);

  /**
   * @param from null for a breaker that is new
   * @param to null for one that is dropped
   */
  void moved(@Nullable State from, @Nullable State to) {
    if (from != null) {
      counts.decrementAndGet(from.ordinal());
    }
    if (to != null) {
      counts.incrementAndGet(to.ordinal());
    }
  }

  int in(State state) {
    return counts.get(state.ordinal());
  }
}
