package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPropertiesTests {

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(properties())
        .isEqualTo(
            new DeliveryProperties(
                10,
                4,
                1_000,
                Duration.ofSeconds(1),
                List.of(),
                true,
                new Rotation(Duration.ofHours(24)),
                Duration.ofSeconds(3),
                new DeliveryProperties.Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    250_000,
                    Duration.ofMinutes(5)),
                new DeliveryProperties.Retry(
                    List.of(Duration.ofSeconds(2), Duration.ofSeconds(15)),
                    0.2,
                    true,
                    Duration.ofSeconds(120),
                    Duration.ofMinutes(15)),
                new DeliveryProperties.Breaker(5, 50, 10, Duration.ofSeconds(30)),
                new DeliveryProperties.Pause(200, 50, 20, Duration.ofSeconds(5))));
  }

  @ParameterizedTest
  @CsvSource({
    "parallelism, 0",
    "parallelism, 513",
    "per-origin, 0",
    "per-origin, 513",
    "slow-lane, -1",
    "slow-after, 0s",
    "stop-grace, -1s",
    "rotation, 0s",
    "rotation, -1h",
    "rotation, never",
    "allow, no/range",
    "timeout.dns, 0s",
    "timeout.connect, 0s",
    "timeout.tls, 0s",
    "timeout.first-byte, 0s",
    "timeout.exchange, 0s",
    "timeout.longest, 59s",
    "timeout.bytes-per-second, 0",
    "retry.delays, 0s",
    "retry.jitter, 1.1",
    "retry.longest-retry-after, 0s",
    "retry.budget, 0s",
    "breaker.consecutive-failures, 0",
    "breaker.failure-rate, 101",
    "breaker.minimum-attempts, 0",
    "breaker.open-for, 0s",
    "pause.origins, 1",
    "pause.attempts, 19",
    "pause.failure-rate, 100",
    "pause.probe-every, 0s",
  })
  void refusesAValueOutOfRangeAndNamesTheProperty(String property, String value) {
    assertThatThrownBy(() -> properties(property, value))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dealer-sync.delivery." + property);
  }

  @Test
  void givesALargePayloadMoreTimeButNotWithoutEnd() {
    DeliveryProperties.Timeouts timeouts = properties().timeout();

    assertThat(timeouts.wholeExchange(0)).isEqualTo(Duration.ofSeconds(60));
    assertThat(timeouts.wholeExchange(25_000_000)).isEqualTo(Duration.ofSeconds(160));
    assertThat(timeouts.wholeExchange(2_000_000_000)).isEqualTo(Duration.ofMinutes(5));
  }
}
