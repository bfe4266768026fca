package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OriginBreakerTests {

  private final AtomicLong now = new AtomicLong();
  private final BreakerStates states = new BreakerStates();
  private final OriginBreaker breaker =
      new OriginBreaker(
          OriginBreaker.config(Deliveries.properties().breaker(), now::get),
          Deliveries.properties().breaker(),
          now::get,
          states);

  @Test
  void showsEachStateItIsIn() {
    assertThat(shown()).containsExactly(1, 0, 0);
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.acquire()).isFalse();
      breaker.failed();
    }
    assertThat(shown()).containsExactly(0, 1, 0);

    now.set(breaker.probeAt() - 1);
    assertThat(breaker.isResting()).isTrue();
    now.set(breaker.probeAt());
    assertThat(breaker.isResting()).isFalse();
    assertThat(breaker.acquire()).isTrue();
    assertThat(shown()).containsExactly(0, 0, 1);

    breaker.failed();
    assertThat(shown()).containsExactly(0, 1, 0);

    now.addAndGet(Duration.ofSeconds(31).toNanos());
    breaker.acquire();
    breaker.succeeded();
    assertThat(shown()).containsExactly(1, 0, 0);

    breaker.drop();
    assertThat(shown()).containsOnly(0);
  }

  @Test
  void restsFromTheSuccessThatShowsTheRateOfFailures() {
    now.set(Duration.ofMinutes(1).toNanos());
    for (int i = 0; i < 9; i++) {
      if (i % 2 == 0) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
    }
    breaker.succeeded();

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.probeAt()).isEqualTo(Duration.ofMillis(90_001).toNanos());
  }

  private List<Integer> shown() {
    return List.of(State.CLOSED, State.OPEN, State.HALF_OPEN).stream().map(states::in).toList();
  }
}
