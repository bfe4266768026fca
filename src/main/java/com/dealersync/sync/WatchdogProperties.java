package com.dealersync.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the watchdog looks after runs.
 *
 * @param every time between two rounds; more than zero
 * @param warnAfter from which age on a run at work is warned about
 */
@ConfigurationProperties("dealer-sync.watchdog")
record WatchdogProperties(
    @DefaultValue("60s") Duration every, @DefaultValue("20m") Duration warnAfter) {

  WatchdogProperties {
    if (!every.isPositive()) {
      throw new IllegalArgumentException(
          "dealer-sync.watchdog.every debe ser mayor que cero; es " + every);
    }
    if (!warnAfter.isPositive()) {
      throw new IllegalArgumentException(
          "dealer-sync.watchdog.warn-after debe ser mayor que cero; es " + warnAfter);
    }
  }
}
