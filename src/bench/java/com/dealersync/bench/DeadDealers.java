package com.dealersync.bench;

import java.util.Map;

/**
 * What one dealer in twenty that never answers costs the others, all over TLS and with the settings
 * that the service ships with. A dead one has an origin of its own, so that no breaker spares us
 * any.
 */
final class DeadDealers {
  private static final int ONE_IN = 20;

  private DeadDealers() {}

  /** Whether there are any. */
  private enum Share {
    NONE,
    SOME
  }

  static void measure(Setup setup, Table table) throws Exception {
    // They are waited for until the end of the run, though not for two minutes.
    Map<String, Object> settings = Map.of("dealer-sync.delivery.timeout.first-byte", "20s");
    try (Service service = Service.asShipped(setup.machine(), settings)) {
      TlsDealers dealers = setup.machine().tlsDealers();
      Workload healthy = setup.tlsWorkload(service);
      Workload mixed =
          healthy.to(n -> n % ONE_IN == 0 ? dealers.silentUrl(n / ONE_IN) : healthy.url(n));
      for (int i = 0; i < setup.tlsWarmUps(); i++) {
        service.run(service.load(healthy));
      }
      Rounds<Share> p95 =
          Rounds.of(
              setup.rounds(),
              Share.class,
              share -> {
                var load = service.load(share == Share.SOME ? mixed : healthy);
                dealers.takeReport();
                service.run(load);
                return dealers.takeReport().p95().toMillis() / 1e3;
              });
      table.add(
          "time until 95 % of those that answer were served, TLS, 5 % never answer",
          p95.of(Share.SOME).text("%.2f s"),
          p95.of(Share.NONE).text("%.2f s") + " all answer",
          p95.ratio(Share.SOME, Share.NONE),
          "≤ 1.15");
    }
  }
}
