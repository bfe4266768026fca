package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.PreviousSecret;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTests {
  private static final Rotation DAY = Rotation.of("24h");
  private static final ZoneId MEXICO = ZoneId.of("America/Mexico_City");
  private static final LocalDateTime ROTATED = LocalDateTime.of(2025, 1, 7, 10, 30);

  @ParameterizedTest
  @CsvSource({
    "-P1D, false",
    "-PT1S, false",
    "PT0S, true",
    "PT23H59M59S, true",
    "PT24H, false",
    "P10D, false",
  })
  void coversItsTimeFromTheReplacementOn(Duration since, boolean covered) {
    assertThat(DAY.covers(replaced(ROTATED), ROTATED.atZone(MEXICO).plus(since)))
        .isEqualTo(covered);
  }

  @Test
  void readsTheDateInTheZoneOfNow() {
    ZonedDateTime sameMomentElsewhere =
        ROTATED.atZone(MEXICO).plusHours(23).withZoneSameInstant(ZoneId.of("Asia/Tokyo"));

    assertThat(DAY.covers(replaced(ROTATED), ROTATED.atZone(MEXICO).plusHours(23))).isTrue();
    assertThat(DAY.covers(replaced(ROTATED), sameMomentElsewhere)).isFalse();
  }

  @Test
  void lastsADayOnTheDayThatTheClocksChange() {
    ZoneId newYork = ZoneId.of("America/New_York");
    ZonedDateTime beforeTheLongDay = ZonedDateTime.of(2025, 11, 1, 12, 0, 0, 0, newYork);
    PreviousSecret previous = replaced(beforeTheLongDay.toLocalDateTime());

    assertThat(DAY.covers(previous, beforeTheLongDay.plusMinutes(24 * 60 - 1))).isTrue();
    assertThat(DAY.covers(previous, beforeTheLongDay.plusHours(24))).isFalse();
  }

  @Test
  void coversNothingWithoutADate() {
    assertThat(DAY.covers(replaced(null), ROTATED.atZone(MEXICO))).isFalse();
  }

  @Test
  void coversNothingWhenOff() {
    Rotation off = properties("rotation", "off").rotation();

    assertThat(off.covers(replaced(ROTATED), ROTATED.atZone(MEXICO))).isFalse();
  }

  @Test
  void takesAnyDuration() {
    assertThat(properties("rotation", "7d").rotation()).isEqualTo(new Rotation(Duration.ofDays(7)));
  }

  @Test
  void aPreviousSecretIsNotPrinted() {
    assertThat(replaced(ROTATED).toString()).doesNotContain("0ld").contains("2025-01-07T10:30");
  }

  private static PreviousSecret replaced(LocalDateTime at) {
    return new PreviousSecret("0ld", at);
  }
}
