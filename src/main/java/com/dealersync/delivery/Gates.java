package com.dealersync.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * The gates of this node, one for each origin that a run sends to now: a dealer does not care which
 * of our runs floods it. A gate is kept only while somebody visits it. Thread-safe.
 */
final class Gates {
  private final ConcurrentMap<Long, Gate> gates = new ConcurrentHashMap<>();
  private final DeliveryProperties properties;
  private final LongSupplier time;
  private final BreakerStates states;
  private final CircuitBreakerConfig breakers;

  /**
   * @param time the node's, in nanoseconds
   * @param states where breakers show theirs
   */
  Gates(DeliveryProperties properties, LongSupplier time, BreakerStates states) {
    this.properties = properties;
    this.time = time;
    this.states = states;
    breakers = OriginBreaker.config(properties.breaker(), time);
  }

  /** The node's time in nanoseconds, which never goes back. */
  long now() {
    return time.getAsLong();
  }

  /**
   * To be left by {@link #leave} in any case.
   *
   * @param wake see {@link Gate#visit}
   */
  Gate.Visit visit(long origin, Runnable wake) {
    Gate.Visit[] visit = new Gate.Visit[1];
    gates.compute(
        origin,
        (key, known) -> {
          Gate gate = known == null ? new Gate(properties.perOrigin(), this::newBreaker) : known;
          visit[0] = gate.visit(wake);
          return gate;
        });
    return visit[0];
  }

  void leave(long origin, Gate.Visit visit) {
    gates.computeIfPresent(origin, (key, gate) -> visit.leave() ? null : gate);
  }

  int size() {
    return gates.size();
  }

  private OriginBreaker newBreaker() {
    return new OriginBreaker(breakers, properties.breaker(), time, states);
  }
}
