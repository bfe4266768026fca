package com.dealersync.catalog;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;

/**
 * The hours of a day in which loads are started without a hand. It may pass midnight.
 *
 * <p>On days on which the clock changes each day still has its window once: a beginning or an end
 * that is skipped is moved behind the gap, and one that comes twice counts the first time. A window
 * that lies in the gap follows it, in its length.
 *
 * @param from when it begins
 * @param to when it is over; the same as {@code from} for the whole day
 */
public record StartWindow(LocalTime from, LocalTime to) {

  static final StartWindow ALWAYS = new StartWindow(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  /**
   * Reads {@code 22:00-06:00}.
   *
   * @throws IllegalArgumentException with the rule that the text breaks, in Spanish
   */
  static StartWindow of(String text) {
    String[] ends = text.strip().split("-", -1);
    try {
      if (ends.length == 2) {
        LocalTime from = LocalTime.parse(ends[0].strip());
        LocalTime to = LocalTime.parse(ends[1].strip());
        if (!from.equals(to)) {
          return new StartWindow(from, to);
        }
      }
    } catch (DateTimeParseException e) {
      // The rule below says how it is written.
    }
    throw new IllegalArgumentException("debe ser como 22:00-06:00, con dos horas distintas");
  }

  /** Whether that moment is in it, by the clocks of its zone. */
  public boolean contains(ZonedDateTime moment) {
    if (from.equals(to)) {
      return true;
    }
    LocalDate today = moment.toLocalDate();
    return Stream.of(today.minusDays(1), today).anyMatch(day -> contains(day, moment));
  }

  private boolean contains(LocalDate day, ZonedDateTime moment) {
    ZonedDateTime begin = day.atTime(from).atZone(moment.getZone());
    LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
    ZonedDateTime end = lastDay.atTime(to).atZone(moment.getZone());
    if (!end.isAfter(begin)) {
      end = begin.plus(Duration.between(day.atTime(from), lastDay.atTime(to)));
    }
    return !moment.isBefore(begin) && moment.isBefore(end);
  }
}
