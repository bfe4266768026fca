package com.dealersync.bench;

import com.dealersync.catalog.Load;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * How fast the service delivers as it ships to dealers as they are: a host name each, TLS, and an
 * answer after some hundred milliseconds. Beside it the bare client, which has to be told how many
 * threads it takes. Processor time is that of this process, in which both of them run; the
 * receiver's is printed, not counted.
 */
final class TlsDelivery {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private TlsDelivery() {}

  /** Who posts. */
  private enum Peer {
    BARE_64(64),
    BARE_256(256),
    BARE_512(512),
    SERVICE(0);

    private final int threads;

    Peer(int threads) {
      this.threads = threads;
    }
  }

  static void measure(Setup setup, Table table) throws Exception {
    try (Service service = Service.asShipped(setup.machine(), Map.of())) {
      TlsDealers dealers = setup.machine().tlsDealers();
      Workload work = setup.tlsWorkload(service);
      SSLContext tls = BareClient.trustOfJvm();
      Rounds.Figures<Peer> figures = peer -> figures(service, dealers, work, tls, peer);
      for (int i = 0; i < setup.tlsWarmUps(); i++) {
        figures.of(Peer.BARE_256);
        figures.of(Peer.SERVICE);
      }
      List<Rounds<Peer>> rounds = Rounds.of(setup.rounds(), Peer.class, 2, figures);
      Rounds<Peer> rates = rounds.getFirst();
      Peer best =
          Stream.of(Peer.BARE_64, Peer.BARE_256, Peer.BARE_512)
              .max(Comparator.comparingDouble(peer -> rates.of(peer).median()))
              .orElseThrow();
      String what =
          "%,d TLS dealers as shipped, %,d B".formatted(work.webhooks(), work.payload().length);
      String against = " bare client that signs, %d threads".formatted(best.threads);
      table.add(
          what + ": deliveries/s",
          rates.of(Peer.SERVICE).text("%,.0f"),
          rates.of(best).text("%,.0f") + against,
          rates.ratio(Peer.SERVICE, best),
          "≥ 0.85");
      Rounds<Peer> millis = rounds.getLast();
      table.add(
          what + ": processor time of a delivery",
          millis.of(Peer.SERVICE).text("%.2f ms"),
          millis.of(best).text("%.2f ms") + against,
          millis.ratio(Peer.SERVICE, best),
          "≤ 1.25");
    }
  }

  /** Deliveries a second, and the processor milliseconds of one. */
  private static List<Double> figures(
      Service service, TlsDealers dealers, Workload work, SSLContext tls, Peer peer) {
    Runnable run;
    if (peer == Peer.SERVICE) {
      Load load = service.load(work);
      run = () -> service.runToSuccess(load, work.webhooks());
    } else {
      run = new BareClient(work.with(peer.threads), tls)::run;
    }
    List<Double> figures = new ArrayList<>();
    dealers.takeReport();
    long theirs = dealers.processorTime().toMillis();
    long before = SYSTEM.getProcessCpuTime();
    double seconds = Rounds.seconds(run);
    double millis = (SYSTEM.getProcessCpuTime() - before) / 1e6 / work.webhooks();
    figures.add(work.webhooks() / seconds);
    figures.add(millis);
    System.out.printf(
        "  %s: %.0f/s, %.2f ms each, %.0f %% resumed; receiver %.2f ms%n",
        peer,
        work.webhooks() / seconds,
        millis,
        100 * dealers.takeReport().resumedShare(),
        (dealers.processorTime().toMillis() - theirs) / (double) work.webhooks());
    return figures;
  }
}
