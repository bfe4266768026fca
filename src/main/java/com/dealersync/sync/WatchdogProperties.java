package com.dealersync.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the watchdog looks after runs.
 *
 * @param every time between two rounds of the watchdog; more than zero
 * @param adoptEvery time between two looks for accepted runs without a job, whose node died before
 *     it queued one, and for loads that start without a hand; more than zero
 * @param warnAfter from which age on a run at work is warned about
 */
@ConfigurationProperties("dealer-sync.watchdog")
record WatchdogProperties(
    @DefaultValue("60s") Duration every,
    @DefaultValue("15s") Duration adoptEvery,
    @DefaultValue("20m") Duration warnAfter) {

  WatchdogProperties {
    positive("every", every);
    positive("adopt-every", adoptEvery);
    positive("warn-after", warnAfter);
  }

  private static void positive(String property, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "dealer-sync.watchdog.%s debe ser mayor que cero; es %s".formatted(property, value));
    }
  }
}
