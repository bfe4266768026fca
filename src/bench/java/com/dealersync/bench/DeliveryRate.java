package com.dealersync.bench;

import com.dealersync.catalog.Load;

/**
 * How fast whole runs deliver, from the request to the final state with every result committed,
 * beside clients that only post.
 *
 * @param rows of the payload
 * @param goal what the first of the two ratios ought to be
 */
record DeliveryRate(int rows, int parallelism, String goal) {

  /** Who posts. */
  private enum Peer {
    BARE,
    BARE_SIGNING,
    SERVICE
  }

  void measure(Setup setup, Table table) throws Exception {
    try (Service service = Service.started(setup.machine(), parallelism)) {
      Workload work = setup.workload(service, rows, parallelism);
      Rounds.Measurement<Peer> rate = peer -> rate(service, work, peer);
      setup.warmUp(service, work);
      Rounds.of(2, Peer.class, rate);
      Rounds<Peer> rates = Rounds.of(setup.rounds(), Peer.class, rate);
      String what =
          "deliveries/s, %,d × %,d B, parallelism %d"
              .formatted(work.webhooks(), work.payload().length, parallelism);
      String own = rates.of(Peer.SERVICE).text("%,.0f");
      table.add(
          what,
          own,
          rates.of(Peer.BARE).text("%,.0f") + " bare client",
          rates.ratio(Peer.SERVICE, Peer.BARE),
          goal);
      table.add(
          what,
          own,
          rates.of(Peer.BARE_SIGNING).text("%,.0f") + " bare client that signs",
          rates.ratio(Peer.SERVICE, Peer.BARE_SIGNING),
          "");
    }
  }

  private static double rate(Service service, Workload work, Peer peer) {
    Runnable run =
        switch (peer) {
          case BARE -> new BareClient(work, false)::run;
          case BARE_SIGNING -> new BareClient(work, true)::run;
          case SERVICE -> {
            Load load = service.load(work);
            yield () -> service.runToSuccess(load, work.webhooks());
          }
        };
    return work.webhooks() / Rounds.seconds(run);
  }
}
