package com.dealersync.sync;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * How a load goes on by itself until every dealer has it.
 *
 * @param delays the waits before the first round, the second and so on, each from the end of the
 *     run before it; at most 20 of at most 7 days, or {@code off}
 */
@ConfigurationProperties("dealer-sync.follow-up")
record FollowUpProperties(@DefaultValue({"15m", "1h", "4h", "12h", "24h"}) List<String> delays) {

  private static final List<String> OFF = List.of("off");
  private static final int MOST = 20;
  private static final Duration LONGEST = Duration.ofDays(7);

  FollowUpProperties {
    delays = List.copyOf(delays);
    List<Duration> read = read(delays);
    if (read.size() > MOST || (read.isEmpty() && !delays.equals(OFF))) {
      throw invalid(String.join(",", delays));
    }
  }

  /** The waits; none if rounds are off. */
  List<Duration> waits() {
    return read(delays);
  }

  private static List<Duration> read(List<String> delays) {
    return delays.equals(OFF)
        ? List.of()
        : delays.stream().map(FollowUpProperties::readOne).toList();
  }

  private static Duration readOne(String delay) {
    Duration read;
    try {
      read = DurationStyle.detectAndParse(delay.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalid(delay);
    }
    if (!read.isPositive() || read.compareTo(LONGEST) > 0) {
      throw invalid(delay);
    }
    return read;
  }

  private static IllegalArgumentException invalid(String setting) {
    return new IllegalArgumentException(
        ("dealer-sync.follow-up.delays debe ser una lista de 1 a %d esperas mayores que cero y de"
                + " hasta 7 días, como 15m,1h, o off; es %s")
            .formatted(MOST, setting));
  }
}
