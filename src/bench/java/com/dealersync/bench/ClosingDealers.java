package com.dealersync.bench;

import com.dealersync.bench.Receiver.Manner;

/**
 * What it costs that a dealer's server closes each connection after its answer without saying so,
 * beside one that says it: neither can be used again, and only one of the two tells.
 */
final class ClosingDealers {
  private static final int WEBHOOKS = 2_000;
  private static final int PARALLELISM = 16;

  private ClosingDealers() {}

  static void measure(Setup setup, Table table) throws Exception {
    try (Service service = Service.started(setup.machine(), PARALLELISM)) {
      Workload work = setup.workload(service, Catalog.SMALL, PARALLELISM).of(WEBHOOKS);
      Rounds.Measurement<Closing> measurement =
          closing -> {
            Workload to = work.to(n -> setup.url(closing.manner, n));
            var load = service.load(to);
            return Rounds.seconds(() -> service.runToSuccess(load, WEBHOOKS));
          };
      Rounds.of(2, Closing.class, measurement);
      Rounds<Closing> seconds = Rounds.of(setup.rounds(), Closing.class, measurement);
      table.add(
          "%,d deliveries to an origin that closes each connection without announcing it"
              .formatted(WEBHOOKS),
          seconds.of(Closing.SILENTLY).text("%.2f s"),
          seconds.of(Closing.ANNOUNCED).text("%.2f s") + " one that announces it",
          seconds.ratio(Closing.SILENTLY, Closing.ANNOUNCED),
          "≤ 1.5");
    }
  }

  /** How it closes. */
  private enum Closing {
    SILENTLY(Manner.CLOSES_SILENTLY),
    ANNOUNCED(Manner.ANNOUNCES_CLOSING);

    private final Manner manner;

    Closing(Manner manner) {
      this.manner = manner;
    }
  }
}
