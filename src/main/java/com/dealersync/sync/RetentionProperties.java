package com.dealersync.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of the history.
 *
 * @param runs how long after its end a run is deleted, with what it did with each dealer; its load,
 *     dealers, confirmations and audit not; at least {@code 7d}, or {@code off}
 * @param attempts how long after a run's end its attempts are deleted; at least {@code 7d}, or
 *     {@code off}
 * @param content how long after its sealing a content is deleted that can be sent no more, because
 *     its load is synchronised and a newer one was sealed; at least {@code 7d}, or {@code off}
 * @param every time between two looks for such runs; more than zero
 * @param batch how many are deleted by one transaction, 1–10,000
 */
@ConfigurationProperties("dealer-sync.retention")
record RetentionProperties(
    @DefaultValue("off") RunAge runs,
    @DefaultValue("90d") RunAge attempts,
    @DefaultValue("90d") RunAge content,
    @DefaultValue("1h") Duration every,
    @DefaultValue("500") int batch) {

  RetentionProperties {
    if (!every.isPositive()) {
      throw new IllegalArgumentException(
          "dealer-sync.retention.every debe ser mayor que cero; es " + every);
    }
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException(
          "dealer-sync.retention.batch debe estar entre 1 y 10000; es " + batch);
    }
  }
}
