package com.dealersync.sync;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.annotation.Primary;

/** The database's clock, ahead of its time by as much as a test says. Thread-safe. */
@Primary
class SetClock extends DatabaseClock {

  private volatile Duration ahead = Duration.ZERO;

  SetClock(EntityManager entities, Clock clock) {
    super(entities, clock);
  }

  @Override
  DatabaseTime now() {
    DatabaseTime real = super.now();
    return new DatabaseTime(real.instant().plus(ahead), real.zone());
  }

  /** Sets it to that time, from which it goes on. It never goes back. */
  void advanceTo(Instant time) {
    Duration missing = Duration.between(now().instant(), time);
    if (missing.isPositive()) {
      ahead = ahead.plus(missing);
    }
  }
}
