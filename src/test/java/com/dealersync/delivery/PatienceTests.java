package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTests {
  private final Patience patience = new Patience(Duration.ofSeconds(1));

  @Test
  void isThatOfTheConfigurationUntilItKnowsTheDealers() {
    answer(19, Duration.ofMillis(5));

    assertThat(patience.limit()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void isTenTimesWhatDealersUsuallyTake() {
    answer(50, Duration.ofMillis(30));

    assertThat(patience.limit()).isBetween(Duration.ofMillis(270), Duration.ofMillis(330));
  }

  @Test
  void isNotMovedByTheFewThatAreSlow() {
    for (int i = 0; i < 200; i++) {
      patience.answered(i % 10 == 9 ? Duration.ofSeconds(20) : Duration.ofMillis(20));
    }

    assertThat(patience.limit()).isBetween(Duration.ofMillis(180), Duration.ofMillis(300));
  }

  @Test
  void staysBetweenATenthOfASecondAndTheConfiguredTime() {
    answer(50, Duration.ofMillis(1));
    assertThat(patience.limit()).isEqualTo(Duration.ofMillis(100));

    answer(200, Duration.ofMillis(900));
    assertThat(patience.limit()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void mayBeConfiguredBelowATenthOfASecond() {
    Patience little = new Patience(Duration.ofMillis(20));
    for (int i = 0; i < 50; i++) {
      little.answered(Duration.ofMillis(1));
    }

    assertThat(little.limit()).isEqualTo(Duration.ofMillis(20));
  }

  private void answer(int times, Duration after) {
    for (int i = 0; i < times; i++) {
      patience.answered(after);
    }
  }
}
