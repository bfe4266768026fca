package com.dealersync.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.awaitility.Awaitility;

/**
 * What nodes ask of the database while there is nothing to do: job servers poll, watchdogs look.
 */
final class IdleNodes {
  private static final int NODES = 10;

  /** A whole number of polls, looks of the watchdog and looks at the master. */
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private IdleNodes() {}

  static void measure(Setup setup, Table table) {
    double one = statementsPerSecond(setup, 1);
    double ten = statementsPerSecond(setup, NODES);
    Spread ratio = Spread.of(DoubleStream.of(ten / one));
    table.add(
        "database statements/s, %d idle nodes".formatted(NODES),
        "%.1f".formatted(ten),
        "%.1f one node".formatted(one),
        ratio,
        "");
  }

  private static double statementsPerSecond(Setup setup, int nodes) {
    StatementCount count = new StatementCount(true);
    Deque<Service> services = new ArrayDeque<>();
    try {
      for (int i = 0; i < nodes; i++) {
        services.push(
            Service.started(
                setup.machine(),
                64,
                count,
                Map.of("spring.datasource.hikari.maximum-pool-size", 8)));
      }
      long before = count.statements();
      Awaitility.await()
          .pollDelay(WINDOW)
          .atMost(WINDOW.multipliedBy(2))
          .until(() -> count.statements() > before);
      return (count.statements() - before) / (double) WINDOW.toSeconds();
    } finally {
      services.forEach(Service::close);
    }
  }
}
