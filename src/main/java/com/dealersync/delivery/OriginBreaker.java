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
 * consecutive failures, which notices an origin that dies sooner.
 */
final class OriginBreaker {
  private final CircuitBreaker breaker;
  private final DeliveryProperties.Breaker settings;
  private final LongSupplier nanoTime;
  private final BreakerStates states;
  private CircuitBreaker.State shown = CircuitBreaker.State.CLOSED;
  private int consecutiveFailures;
  private long openedAt;

  /**
   * @param nanoTime the run's time
   * @param states where it shows its own
   */
  OriginBreaker(DeliveryProperties.Breaker settings, LongSupplier nanoTime, BreakerStates states) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.states = states;
    states.moved(null, shown);
    breaker =
        CircuitBreaker.of(
            "origin",
            CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRate())
                .minimumNumberOfCalls(settings.minimumAttempts())
                .slidingWindowSize(2 * settings.minimumAttempts())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordResult(Boolean.FALSE::equals)
                .clock(new NanoClock(nanoTime))
                .build());
  }

  /** Whether a send may start now; after a rest it lets one through as a probe. */
  boolean tryAcquire() {
    boolean acquired = breaker.tryAcquirePermission();
    show();
    return acquired;
  }

  boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /** When it lets a probe through, in the run's time. */
  long probeAt() {
    return openedAt + settings.openFor().plusMillis(1).toNanos();
  }

  void succeeded() {
    consecutiveFailures = 0;
    breaker.onResult(0, TimeUnit.NANOSECONDS, true);
    show();
  }

  void failed() {
    boolean wasOpen = isOpen();
    consecutiveFailures++;
    breaker.onResult(0, TimeUnit.NANOSECONDS, false);
    if (breaker.getState() == CircuitBreaker.State.CLOSED
        && consecutiveFailures >= settings.consecutiveFailures()) {
      breaker.transitionToOpenState();
    }
    if (!wasOpen && isOpen()) {
      openedAt = nanoTime.getAsLong();
    }
    show();
  }

  private void show() {
    CircuitBreaker.State now = breaker.getState();
    if (now != shown) {
      states.moved(shown, now);
      shown = now;
    }
  }

  /** It is not asked any more. */
  void drop() {
    states.moved(shown, null);
  }

  /** The send said nothing about the origin. */
  void neither() {
    breaker.releasePermission();
  }

  /** The run's time as the library wants it. */
  private static final class NanoClock extends Clock {
    private final LongSupplier nanoTime;

    private NanoClock(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanoTime.getAsLong());
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
