package com.dealersync.api;

import com.dealersync.catalog.CoverageTimeline;
import java.time.LocalDateTime;
import java.util.List;

/**
 * How the dealers of a load confirmed over time.
 *
 * @param puntos in the order of time; none while nobody has confirmed
 */
record CoverageOverTimeResource(List<Point> puntos) {

  /**
   * How many had confirmed by then.
   *
   * @param exitosos those that had
   */
  record Point(LocalDateTime instante, int exitosos) {}

  static CoverageOverTimeResource of(List<CoverageTimeline.Point> points) {
    return new CoverageOverTimeResource(
        points.stream().map(point -> new Point(point.at(), point.confirmed())).toList());
  }
}
