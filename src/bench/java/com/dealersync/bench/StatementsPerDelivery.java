package com.dealersync.bench;

import com.dealersync.catalog.Load;
import java.util.stream.DoubleStream;

/** How many statements a run sends to its database, its beginning and end included. */
final class StatementsPerDelivery {

  private StatementsPerDelivery() {}

  static void measure(Setup setup, Table table) {
    StatementCount count = new StatementCount(true);
    try (Service service = Service.started(setup.machine(), 64, count)) {
      Workload work = setup.workload(service, Catalog.LARGE, 64);
      Spread statements =
          Spread.of(
              DoubleStream.generate(() -> statements(service, work, count)).limit(setup.rounds()));
      table.add(
          "database statements (a batch is one)",
          statements.text("%,.0f"),
          "%,d deliveries".formatted(work.webhooks()),
          statements.times(1.0 / work.webhooks()),
          "≤ 0.2");
    }
  }

  private static double statements(Service service, Workload work, StatementCount count) {
    Load load = service.load(work);
    long before = count.statements();
    service.runToSuccess(load, work.webhooks());
    return count.statements() - before;
  }
}
