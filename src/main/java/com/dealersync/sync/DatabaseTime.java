package com.dealersync.sync;

import com.dealersync.catalog.Stamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A moment by the database's clock, the only one that rows are stamped and compared with: a node
 * whose own clock jumps changes nothing.
 *
 * @param zone the service's, in which the schema's DATE columns are written
 */
record DatabaseTime(Instant instant, ZoneId zone) {

  LocalDateTime local() {
    return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
  }

  ZonedDateTime zoned() {
    return instant.atZone(zone);
  }

  /** The database's time from here on, without asking it again: it goes on by monotonic time. */
  InstantSource goingOn() {
    long began = System.nanoTime();
    return () -> instant.plusNanos(System.nanoTime() - began);
  }

  Stamp stamp(String user) {
    return new Stamp(local(), user);
  }
}
