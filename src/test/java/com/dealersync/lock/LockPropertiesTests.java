package com.dealersync.lock;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockPropertiesTests {

  @Test
  void acceptsARenewalJustBelowHalfTheTtl() {
    assertThatNoException()
        .isThrownBy(() -> new LockProperties(Duration.ofSeconds(60), Duration.ofMillis(29_999)));
  }

  @ParameterizedTest
  @CsvSource({"PT60S,PT30S", "PT60S,PT0S", "PT60S,PT-1S", "PT600S,PT300S"})
  void refusesARenewalThatOneMissedBeatWouldMakeTooLate(Duration ttl, Duration renewEvery) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LockProperties(ttl, renewEvery))
        .withMessageContaining("dealer-sync.lock.renew-every");
  }

  @ParameterizedTest
  @CsvSource({"PT1S", "PT0S", "PT-5S", "PT2.5S"})
  void refusesATtlThatRedisCannotKeepInSeconds(Duration ttl) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LockProperties(ttl, Duration.ofMillis(100)))
        .withMessageContaining("dealer-sync.lock.ttl");
  }
}
