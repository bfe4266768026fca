package com.dealersync.sync;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Reads the database's clock. */
@Component
class DatabaseClock {

  private final EntityManager entities;
  private final Clock clock;

  DatabaseClock(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  DatabaseTime now() {
    Instant now = entities.createQuery("select instant", Instant.class).getSingleResult();
    return new DatabaseTime(now, clock.getZone());
  }
}
