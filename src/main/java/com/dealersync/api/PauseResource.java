package com.dealersync.api;

import com.dealersync.sync.Pause;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pause as the API shows it; its times are in the service's zone.
 *
 * @param hasta absent if somebody has to resume it
 */
record PauseResource(
    String motivo, String pausadoPor, LocalDateTime desde, @Nullable LocalDateTime hasta) {

  static PauseResource of(Pause pause, ZoneId zone) {
    return new PauseResource(
        pause.reason(),
        pause.by(),
        local(pause.since(), zone),
        pause.until() == null ? null : local(pause.until(), zone));
  }

  /** For people: until when it lasts. */
  String lasts() {
    return hasta == null
        ? "hasta que alguien lo reanude"
        : "hasta " + hasta.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
  }

  private static LocalDateTime local(Instant instant, ZoneId zone) {
    return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
  }
}
