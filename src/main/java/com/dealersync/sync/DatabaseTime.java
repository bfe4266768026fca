package com.dealersync.sync;

import com.dealersync.catalog.Stamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A moment by the database's clock. Rows are stamped and compared with this clock only, so that a
 * node whose own clock jumps does no harm.
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

  /**
   * A clock that starts at this time and advances by the local monotonic clock, without asking the
   * database again.
   */
  InstantSource goingOn() {
    long began = System.nanoTime();
    return () -> instant.plusNanos(System.nanoTime() - began);
  }

  Stamp stamp(String user) {
    return new Stamp(local(), user);
  }
}
