package com.dealersync.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Meters the attempts of all runs of this node. Each meter is looked up once, so that an attempt
 * costs some additions and no allocation. Thread-safe.
 */
final class DeliveryMetrics {
  private static final Duration[] LATENCIES = {
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(120)
  };

  private final Counter confirmed;
  private final Counter[] failed = new Counter[FailureKind.values().length];
  private final Counter newSessions;
  private final Counter resumedSessions;
  private final Timer latency;
  private final LongAdder inFlight = new LongAdder();
  private final MeterRegistry registry;
  private final BreakerStates breakers = new BreakerStates();

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
    confirmed = attempts("confirmed", registry);
    for (FailureKind kind : FailureKind.values()) {
      failed[kind.ordinal()] = attempts(kind.name().toLowerCase(Locale.ROOT), registry);
    }
    newSessions = handshakes("new", registry);
    resumedSessions = handshakes("resumed", registry);
    latency =
        Timer.builder("dealersync.delivery.latency")
            .description("Time of an attempt that was answered, from its signature to the answer")
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    Gauge.builder("dealersync.deliveries.in.flight", inFlight::sum)
        .description("Attempts on their way")
        .register(registry);
    for (State state : BreakerStates.SHOWN) {
      Gauge.builder("dealersync.delivery.breakers", () -> breakers.in(state))
          .description("Origins that have failed in runs at work, by the state of their breaker")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static Counter attempts(String outcome, MeterRegistry registry) {
    return Counter.builder("dealersync.delivery.attempts")
        .description("Attempts to deliver to a webhook")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** How many sends may use the node at once. */
  void showPlaces(Supplier<Number> places) {
    Gauge.builder("dealersync.delivery.parallelism", places)
        .description("Sends that may use this node at once; those that only wait do not count")
        .register(registry);
  }

  private static Counter handshakes(String session, MeterRegistry registry) {
    return Counter.builder("dealersync.delivery.handshakes")
        .description("TLS handshakes with dealers, by whether they resumed an earlier session")
        .tag("session", session)
        .register(registry);
  }

  /** A dealer was reached over TLS. */
  void shookHands(boolean resumed) {
    (resumed ? resumedSessions : newSessions).increment();
  }

  void began() {
    inFlight.increment();
  }

  void ended(AttemptResult result, Exchange exchange) {
    if (result.status() != null) {
      latency.record(exchange.nanos(), TimeUnit.NANOSECONDS);
    }
    switch (result) {
      case AttemptResult.Confirmed success -> confirmed.increment();
      case AttemptResult.Failed failure -> failed[failure.kind().ordinal()].increment();
    }
  }

  /** It is on its way no more, whatever it came to. */
  void left() {
    inFlight.decrement();
  }

  /** What the breakers of this node show. */
  BreakerStates breakers() {
    return breakers;
  }
}
