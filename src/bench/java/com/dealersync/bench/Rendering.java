package com.dealersync.bench;

import com.dealersync.catalog.Load;

/** What making JSON of rows costs beside reading them. */
final class Rendering {

  private Rendering() {}

  /** Who reads the rows. */
  private enum Reader {
    FETCH,
    RENDERING
  }

  static void measure(Setup setup, Table table) throws Exception {
    try (Service service = Service.started(setup.machine(), 64)) {
      Load load = service.load(setup.workload(service, Catalog.HUGE, 64).of(0));
      Rounds.Measurement<Reader> measurement =
          reader ->
              Rounds.seconds(
                  switch (reader) {
                    case FETCH -> () -> service.fetch(Catalog.HUGE);
                    case RENDERING -> () -> service.render(load, setup.webhooks());
                  });
      Rounds.of(6, Reader.class, measurement);
      Rounds<Reader> seconds = Rounds.of(setup.rounds(), Reader.class, measurement);
      table.add(
          "rendering a payload of 100,000 rows",
          seconds.of(Reader.RENDERING).text("%.2f s"),
          seconds.of(Reader.FETCH).text("%.2f s") + " the JDBC fetch alone",
          seconds.ratio(Reader.RENDERING, Reader.FETCH),
          "≤ 1.5");
    }
  }
}
