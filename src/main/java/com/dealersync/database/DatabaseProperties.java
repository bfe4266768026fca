package com.dealersync.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How we wait for the database.
 *
 * @param readTimeout how long to wait for an answer outside of requests (those get 5 s), also for
 *     the first row of a catalog; from 1 s to an hour. Below the lock's TTL nothing that hangs
 *     outlives a run
 */
@ConfigurationProperties("dealer-sync.database")
record DatabaseProperties(@DefaultValue("60s") Duration readTimeout) {

  DatabaseProperties {
    if (readTimeout.compareTo(Duration.ofSeconds(1)) < 0
        || readTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "dealer-sync.database.read-timeout debe estar entre 1s y 1h; es " + readTimeout);
    }
  }
}
