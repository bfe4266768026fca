package com.dealersync.bench;

import com.dealersync.catalog.Load;
import javax.net.ssl.SSLContext;

/**
 * How fast whole runs deliver to one origin over plain HTTP, from the request to the final state
 * with every result committed, beside a client that only signs and posts.
 *
 * @param rows of the payload
 */
record DeliveryRate(int rows, int parallelism, String goal) {
  private static final SSLContext TLS = BareClient.trustOfJvm();

  /** Who posts. */
  private enum Peer {
    BARE,
    SERVICE
  }

  void measure(Setup setup, Table table) throws Exception {
    try (Service service = Service.started(setup.machine(), parallelism)) {
      Workload work = setup.workload(service, rows, parallelism);
      Rounds.Measurement<Peer> rate = peer -> rate(service, work, peer);
      setup.warmUp(service, work);
      Rounds.of(2, Peer.class, rate);
      Rounds<Peer> rates = Rounds.of(setup.rounds(), Peer.class, rate);
      table.add(
          "deliveries/s, %,d × %,d B, parallelism %d"
              .formatted(work.webhooks(), work.payload().length, parallelism),
          rates.of(Peer.SERVICE).text("%,.0f"),
          rates.of(Peer.BARE).text("%,.0f") + " bare client that signs",
          rates.ratio(Peer.SERVICE, Peer.BARE),
          goal);
    }
  }

  private static double rate(Service service, Workload work, Peer peer) {
    Runnable run =
        switch (peer) {
          case BARE -> new BareClient(work, TLS)::run;
          case SERVICE -> {
            Load load = service.load(work);
            yield () -> service.runToSuccess(load, work.webhooks());
          }
        };
    return work.webhooks() / Rounds.seconds(run);
  }
}
