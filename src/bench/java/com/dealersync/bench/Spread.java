package com.dealersync.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A figure as several rounds gave it. */
record Spread(double min, double median, double max) {

  static Spread of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return new Spread(sorted[0], median(sorted), sorted[sorted.length - 1]);
  }

  Spread times(double factor) {
    return new Spread(min * factor, median * factor, max * factor);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Median first, then min and max; {@code format} is that of one number. */
  String text(String format) {
    return "%s (%s–%s)"
        .formatted(
            Arrays.stream(new double[] {median, min, max})
                .mapToObj(value -> String.format(Locale.ROOT, format, value))
                .toArray());
  }
}
