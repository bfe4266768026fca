package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random histories of runs. {@code -Ddealer-sync.fuzz.histories=1000000} plays more of them, from
 * {@code -Ddealer-sync.fuzz.seed} on; a failure names its seed.
 */
class ScheduleFuzzTests {
  private static final Logger PAUSES = (Logger) LoggerFactory.getLogger(OwnNetwork.class);

  @BeforeAll
  static void leaveThePausesOutOfTheLog() {
    PAUSES.setLevel(Level.ERROR);
  }

  @AfterAll
  static void logAgain() {
    PAUSES.setLevel(null);
  }

  @Test
  void settlesEachWebhookOnceWithinAllLimitsWhateverHappens() {
    long histories = Long.getLong("dealer-sync.fuzz.histories", 6_000);
    long first = Long.getLong("dealer-sync.fuzz.seed", 1);
    long played = 0;
    for (long seed = first; seed < first + histories; seed++) {
      new ScheduleFuzz(seed).play();
      played++;
    }
    assertThat(played).isEqualTo(histories);
  }
}
