package com.dealersync.bench;

import com.dealersync.bench.Receiver.Manner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all parts of the benchmark have in common.
 *
 * @param rounds that are measured
 * @param warmUps runs that are still to be had before them: the compilers take a minute of a
 *     processor for the service, and where there are two processors that is most of what the first
 *     runs measure
 * @param webhooks of a run, where nothing else is said
 */
record Setup(Machine machine, int rounds, AtomicInteger warmUps, int webhooks) {

  static Setup on(Machine machine) {
    return new Setup(
        machine,
        Integer.getInteger("bench.rounds", 5),
        new AtomicInteger(Integer.getInteger("bench.warm-ups", 6)),
        Integer.getInteger("bench.webhooks", 10_000));
  }

  /** Runs until all is compiled, which one part does for those that follow. */
  void warmUp(Service service, Workload work) {
    while (warmUps.getAndDecrement() > 0) {
      service.runToSuccess(service.load(work), work.webhooks());
    }
  }

  Workload workload(Service service, int rows, int parallelism) {
    int port = machine.dealers().port(Manner.PROMPT, 0);
    return new Workload(
        webhooks, parallelism, rows, service.payload(rows, webhooks), n -> url(port, n));
  }

  /** To every dealer over TLS, with a payload of the usual size. */
  Workload tlsWorkload(Service service) {
    int dealers = Integer.getInteger("bench.tls-dealers", Machine.TLS_DEALERS);
    return workload(service, Catalog.USUAL, 1).of(dealers).to(machine.tlsDealers()::url);
  }

  /** Runs of each to TLS dealers before it is measured. */
  int tlsWarmUps() {
    return Integer.getInteger("bench.warm-ups", 6) / 2;
  }

  String url(Manner manner, int n) {
    return url(machine.dealers().port(manner, n), n);
  }

  private static String url(int port, int n) {
    return "http://127.0.0.1:" + port + "/webhook/" + n;
  }
}
