package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartWindowTests {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    "22:00-06:00, 21:59:59, false",
    "22:00-06:00, 22:00:00, true",
    "22:00-06:00, 00:00:00, true",
    "22:00-06:00, 05:59:59, true",
    "22:00-06:00, 06:00:00, false",
    "08:00-18:00, 07:59:59, false",
    "08:00-18:00, 08:00:00, true",
    "08:00-18:00, 17:59:59, true",
    "08:00-18:00, 18:00:00, false",
    "00:00-06:00, 00:00:00, true",
    "18:00-00:00, 23:59:59, true",
    "18:00-00:00, 00:00:00, false"
  })
  void hasItsBeginningAndNotItsEnd(String window, String time, boolean in) {
    ZonedDateTime moment =
        LocalDateTime.parse("2026-01-15T" + time).atZone(ZoneId.of("America/Mexico_City"));

    assertThat(StartWindow.of(window).contains(moment)).isEqualTo(in);
  }

  @Test
  void withoutOneEachMomentIsGood() {
    assertThat(StartWindow.ALWAYS.contains(ZonedDateTime.now(NEW_YORK))).isTrue();
  }

  /**
   * On 8 March 2026 the clock goes from 02:00 to 03:00, on 1 November from 02:00 to 01:00. The
   * first lines have a night that is an hour shorter and one that is longer; then the end, the
   * beginning or all of the window is skipped; then it comes twice.
   */
  @ParameterizedTest
  @CsvSource({
    "22:00-06:00, 2026-03-07T22:00-05:00, 2026-03-08T06:00-04:00",
    "22:00-06:00, 2026-10-31T22:00-04:00, 2026-11-01T06:00-05:00",
    "22:00-02:30, 2026-03-07T22:00-05:00, 2026-03-08T03:30-04:00",
    "02:30-05:00, 2026-03-08T03:30-04:00, 2026-03-08T05:00-04:00",
    "02:00-03:00, 2026-03-08T03:00-04:00, 2026-03-08T04:00-04:00",
    "02:15-02:45, 2026-03-08T03:15-04:00, 2026-03-08T03:45-04:00",
    "22:00-01:30, 2026-10-31T22:00-04:00, 2026-11-01T01:30-04:00",
    "01:30-05:00, 2026-11-01T01:30-04:00, 2026-11-01T05:00-05:00",
    "01:15-01:45, 2026-11-01T01:15-04:00, 2026-11-01T01:45-04:00",
    "01:00-02:00, 2026-11-01T01:00-04:00, 2026-11-01T02:00-05:00"
  })
  void comesOnceWhereTheClockChanges(String window, OffsetDateTime begin, OffsetDateTime end) {
    StartWindow hours = StartWindow.of(window);
    ZonedDateTime first = begin.toInstant().atZone(NEW_YORK).minusHours(10);
    List<ZonedDateTime> in = new ArrayList<>();
    for (ZonedDateTime moment = first;
        moment.isBefore(first.plusHours(22));
        moment = moment.plusMinutes(1)) {
      if (hours.contains(moment)) {
        in.add(moment);
      }
    }

    assertThat(in.getFirst().toInstant()).isEqualTo(begin.toInstant());
    assertThat(in.getLast().plusMinutes(1).toInstant()).isEqualTo(end.toInstant());
    assertThat(in).hasSize((int) Duration.between(begin, end).toMinutes());
  }
}
