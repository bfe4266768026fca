package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class RetryPolicyTests {

  @Test
  void waitsTwoThenFifteenSecondsAndThenNoMore() {
    RetryPolicy policy = policy(() -> 0.5);

    assertThat(policy.waitAfter(1, null)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.waitAfter(2, null)).isEqualTo(Duration.ofSeconds(15));
    assertThat(policy.waitAfter(3, null)).isNull();
  }

  @Test
  void spreadsAWaitByAFifthEitherWay() {
    assertThat(policy(() -> 0).waitAfter(2, null)).isEqualTo(Duration.ofSeconds(12));
    assertThat(policy(() -> 0.999_999_9).waitAfter(2, null))
        .isBetween(Duration.ofMillis(17_999), Duration.ofSeconds(18));
  }

  @Test
  void honoursRetryAfterUpToItsLimitAndNeverShortensTheWait() {
    RetryPolicy policy = policy(() -> 0.5);

    assertThat(policy.waitAfter(1, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(policy.waitAfter(1, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(120));
    assertThat(policy.waitAfter(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.waitAfter(3, Duration.ofSeconds(1))).isNull();
  }

  private static RetryPolicy policy(DoubleSupplier random) {
    return new RetryPolicy(properties().retry(), random);
  }
}
