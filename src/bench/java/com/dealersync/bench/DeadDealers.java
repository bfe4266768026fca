package com.dealersync.bench;

import com.dealersync.bench.Receiver.Manner;

/**
 * What one dealer in twenty that never answers costs the others, who take 20 ms each. A dead one
 * has an origin of its own, so that no breaker spares us any.
 */
final class DeadDealers {
  private static final int ONE_IN = 20;
  private static final int WEBHOOKS = 5_000;

  private DeadDealers() {}

  /** Whether there are any. */
  private enum Share {
    NONE,
    SOME
  }

  static void measure(Setup setup, Table table) throws Exception {
    try (Service service = Service.started(setup.machine(), 64)) {
      Workload healthy =
          setup
              .workload(service, Catalog.SMALL, 64)
              .of(WEBHOOKS)
              .to(n -> setup.url(Manner.DELAYED, n));
      Workload mixed =
          healthy.to(n -> n % ONE_IN == 0 ? setup.url(Manner.DEAD, n / ONE_IN) : healthy.url(n));
      Rounds<Share> p95 =
          Rounds.of(
              setup.rounds(),
              Share.class,
              share -> {
                Dealers dealers = setup.machine().dealers();
                dealers.takeP95();
                service.run(service.load(share == Share.SOME ? mixed : healthy));
                return dealers.takeP95().toMillis() / 1e3;
              });
      table.add(
          "time until 95 % of those that answer were served, 5 % never answer",
          p95.of(Share.SOME).text("%.2f s"),
          p95.of(Share.NONE).text("%.2f s") + " all answer",
          p95.ratio(Share.SOME, Share.NONE),
          "≤ 2");
    }
  }
}
