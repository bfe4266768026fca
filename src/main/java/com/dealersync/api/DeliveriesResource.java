package com.dealersync.api;

import com.dealersync.catalog.DeliveryPoint;
import com.dealersync.sync.RunDeliveries;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a run over time, one point after the other without a gap, to be drawn. A run
 * that has not begun has no more than an empty list.
 *
 * @param segundosPorPunto from one point to the next
 */
record DeliveriesResource(
    @Nullable LocalDateTime desde,
    @Nullable LocalDateTime hasta,
    @Nullable Long segundosPorPunto,
    List<Point> puntos) {

  /**
   * What was delivered from a moment on.
   *
   * @param latenciaMs absent where nobody noted how long it took
   */
  record Point(LocalDateTime instante, int exitosas, int fallidas, @Nullable Latency latenciaMs) {}

  record Latency(long p50, long p95, long max) {}

  /** How many there are in all. */
  int total() {
    return puntos.stream().mapToInt(point -> point.exitosas + point.fallidas).sum();
  }

  static DeliveriesResource of(RunDeliveries deliveries) {
    return switch (deliveries) {
      case RunDeliveries.NotBegun notBegun -> new DeliveriesResource(null, null, null, List.of());
      case RunDeliveries.Begun begun -> of(begun);
    };
  }

  private static DeliveriesResource of(RunDeliveries.Begun deliveries) {
    Map<Integer, DeliveryPoint> byIndex =
        deliveries.points().stream()
            .collect(Collectors.toMap(DeliveryPoint::index, Function.identity()));
    return new DeliveriesResource(
        deliveries.from(),
        deliveries.until(),
        deliveries.step().toSeconds(),
        IntStream.range(0, deliveries.length())
            .mapToObj(
                i ->
                    point(
                        deliveries.from().plus(deliveries.step().multipliedBy(i)), byIndex.get(i)))
            .toList());
  }

  private static Point point(LocalDateTime at, @Nullable DeliveryPoint deliveries) {
    if (deliveries == null) {
      return new Point(at, 0, 0, null);
    }
    DeliveryPoint.Latency latency = deliveries.latency();
    return new Point(
        at,
        deliveries.confirmed(),
        deliveries.failed(),
        latency == null ? null : new Latency(latency.p50(), latency.p95(), latency.max()));
  }
}
