package com.dealersync.lock;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a lock lives and how often its owner renews it.
 *
 * @param ttl life of the key without renewal, and the age at which a silent run counts as dead;
 *     whole seconds, at least 2
 * @param renewEvery time between two heartbeats; below half of {@code ttl}, so that one missed beat
 *     never costs the lock
 */
@ConfigurationProperties("dealer-sync.lock")
public record LockProperties(
    @DefaultValue("600s") Duration ttl, @DefaultValue("30s") Duration renewEvery) {

  public LockProperties {
    if (ttl.toSeconds() < 2 || ttl.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "dealer-sync.lock.ttl debe ser de segundos enteros, 2 o más; es " + ttl);
    }
    if (renewEvery.isZero() || renewEvery.isNegative() || !isBelowHalf(renewEvery, ttl)) {
      throw new IllegalArgumentException(
          "dealer-sync.lock.renew-every (%s) debe ser mayor que cero y menor que la mitad de dealer-sync.lock.ttl (%s)"
              .formatted(renewEvery, ttl));
    }
  }

  private static boolean isBelowHalf(Duration part, Duration whole) {
    return part.multipliedBy(2).compareTo(whole) < 0;
  }
}
