package com.dealersync.sync;

import com.dealersync.catalog.DeliveryPoint;
import com.dealersync.catalog.DeliveryTimeline;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The deliveries of a run over time, by its last attempt at each dealer. In a run from before
 * results were stored, dealers that a later run of the load has tried again are missing.
 */
public sealed interface RunDeliveries {

  /** The run has not begun, so there is no time to show. */
  record NotBegun() implements RunDeliveries {}

  /**
   * The run has been at work.
   *
   * @param from when it began, in the service's zone
   * @param until when it ended, or now
   * @param step the length of time of each point; whole seconds
   * @param points those with deliveries, in their order
   */
  record Begun(LocalDateTime from, LocalDateTime until, Duration step, List<DeliveryPoint> points)
      implements RunDeliveries {

    /** How many points there are from the first to the last, with deliveries or without. */
    public int length() {
      return Math.toIntExact(Duration.between(from, until).dividedBy(step)) + 1;
    }
  }

  /** The shortest step that people can read off an axis and that makes few enough points. */
  static Duration step(LocalDateTime from, LocalDateTime until) {
    long day = Duration.ofDays(1).toSeconds();
    long atLeast = Duration.between(from, until).toSeconds() / DeliveryTimeline.MAX_POINTS + 1;
    return Duration.ofSeconds(
        LongStream.of(
                1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200)
            .filter(seconds -> seconds >= atLeast)
            .findFirst()
            .orElse(Math.ceilDiv(atLeast, day) * day));
  }
}
