package com.dealersync.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops sending to an origin that keeps failing. Adds to the library's failure rate the rule of
 * consecutive failures, which notices an origin that dies sooner. Its {@link Gate} guards it.
 */
final class OriginBreaker {
  private final CircuitBreaker breaker;
  private final DeliveryProperties.Breaker settings;
  private final LongSupplier time;
  private final BreakerStates states;
  private CircuitBreaker.State shown = CircuitBreaker.State.CLOSED;
  private int consecutiveFailures;
  private long openedAt;

  /**
   * @param config made by {@link #config} of the same settings and time
   * @param time the node's, in nanoseconds
   * @param states where it shows its own
   */
  OriginBreaker(
      CircuitBreakerConfig config,
      DeliveryProperties.Breaker settings,
      LongSupplier time,
      BreakerStates states) {
    this.settings = settings;
    this.time = time;
    this.states = states;
    states.moved(null, shown);
    breaker = CircuitBreaker.of("origin", config);
  }

  /** What the breakers of a node have in common. */
  static CircuitBreakerConfig config(DeliveryProperties.Breaker settings, LongSupplier time) {
    return CircuitBreakerConfig.custom()
        .failureRateThreshold(settings.failureRate())
        .minimumNumberOfCalls(settings.minimumAttempts())
        .slidingWindowSize(2 * settings.minimumAttempts())
        .waitDurationInOpenState(settings.openFor())
        .permittedNumberOfCallsInHalfOpenState(1)
        .recordResult(Boolean.FALSE::equals)
        .clock(new NanoClock(time))
        .build();
  }

  /**
   * A send starts. Not to be called while it rests or another probe is under way.
   *
   * @return whether it is the probe
   */
  boolean acquire() {
    breaker.acquirePermission();
    show();
    return isHalfOpen();
  }

  /** Whether it is open and the time for a probe has not come. */
  boolean isResting() {
    return isOpen() && time.getAsLong() < probeAt();
  }

  boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /** Whether a probe is to tell if the origin is well again. */
  boolean isHalfOpen() {
    return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
  }

  long openedAt() {
    return openedAt;
  }

  /** When it lets a probe through. */
  long probeAt() {
    return openedAt + settings.openFor().plusMillis(1).toNanos();
  }

  /**
   * @return whether its state has changed, as for the others
   */
  boolean succeeded() {
    consecutiveFailures = 0;
    breaker.onResult(0, TimeUnit.NANOSECONDS, true);
    return show();
  }

  boolean failed() {
    consecutiveFailures++;
    breaker.onResult(0, TimeUnit.NANOSECONDS, false);
    if (breaker.getState() == CircuitBreaker.State.CLOSED
        && consecutiveFailures >= settings.consecutiveFailures()) {
      breaker.transitionToOpenState();
    }
    return show();
  }

  /** The probe said nothing about the origin: there may be another one. */
  boolean neither() {
    breaker.releasePermission();
    return show();
  }

  /** It is not asked any more. */
  void drop() {
    states.moved(shown, null);
  }

  private boolean show() {
    CircuitBreaker.State now = breaker.getState();
    boolean moved = now != shown;
    if (moved) {
      states.moved(shown, now);
      shown = now;
      // Also a success may open it: the one that makes enough attempts for their rate to count.
      openedAt = now == CircuitBreaker.State.OPEN ? time.getAsLong() : openedAt;
    }
    return moved;
  }

  /** The node's time as the library wants it. */
  private static final class NanoClock extends Clock {
    private final LongSupplier time;

    private NanoClock(LongSupplier time) {
      this.time = time;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(time.getAsLong());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
