package com.dealersync.bench;

import com.dealersync.catalog.Load;
import com.dealersync.testing.TestTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What callers of the API get, beside the same done by hand. */
final class Calls {
  private static final String BASE = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final int CONNECTIONS = 64;
  private static final int REQUESTS = 4_000;
  private static final int TYPES = 500;
  private static final int STARTS = 20;

  private Calls() {}

  /** Who answers. */
  private enum Peer {
    BY_HAND,
    SERVICE
  }

  static void measure(Setup setup, Table table) throws Exception {
    Map<String, Object> settings = new HashMap<>(withoutJobs());
    settings.putAll(processTypes(TYPES));
    try (Service service = Service.started(setup.machine(), 64, settings);
        ByHandServer byHand = ByHandServer.started(setup.machine())) {
      List<Load> loads = IntStream.range(0, TYPES).mapToObj(loads(service)).toList();
      refused(setup, table, service, byHand, loads);
      accepted(setup, table, service, byHand, loads);
    }
  }

  /** The jobs of accepted runs would work beside what is measured. */
  static Map<String, Object> withoutJobs() {
    return Map.of(
        "dealer-sync.watchdog.every", "1h",
        "dealer-sync.watchdog.adopt-every", "1h",
        "jobrunr.background-job-server.enabled", "false");
  }

  /** So many, of which each may have a run. */
  static Map<String, Object> processTypes(int types) {
    Map<String, Object> settings = new HashMap<>();
    for (int i = 0; i < types; i++) {
      settings.putAll(Catalog.processType(typeOf(i), Catalog.SMALL));
    }
    return settings;
  }

  /** A new load of the process type of that number. */
  static IntFunction<Load> loads(Service service) {
    return i -> service.load(typeOf(i));
  }

  private static String typeOf(int i) {
    return "Call" + i;
  }

  private static void refused(
      Setup setup, Table table, Service service, ByHandServer byHand, List<Load> loads)
      throws Exception {
    Load busy = loads.getFirst();
    Load other = service.load(busy.processType());
    post(service.port(), BASE, busy, 202);
    post(byHand.port(), "/", busy, 202);
    byte[] refusedHere = start(BASE, other);
    byte[] refusedThere = start("/", other);
    compare(setup, table, "refused POST", service, byHand, 409, refusedHere, refusedThere);
    compare(setup, table, "GET estado", service, byHand, 200, state(BASE, busy), state("", busy));
    service.endAllRuns();
  }

  private static void compare(
      Setup setup,
      Table table,
      String what,
      Service service,
      ByHandServer byHand,
      int status,
      byte[] here,
      byte[] there)
      throws Exception {
    Rounds.Figures<Peer> calls =
        peer -> {
          HttpLoad.Outcome outcome =
              switch (peer) {
                case BY_HAND ->
                    new HttpLoad(byHand.port(), CONNECTIONS).send(REQUESTS, status, n -> there);
                case SERVICE ->
                    new HttpLoad(service.port(), CONNECTIONS).send(REQUESTS, status, n -> here);
              };
          return List.of(outcome.perSecond(), outcome.p99Millis());
        };
    Rounds.of(3, Peer.class, 2, calls);
    List<Rounds<Peer>> rounds = Rounds.of(setup.rounds(), Peer.class, 2, calls);
    add(table, what + "/s, 64 connections", rounds.getFirst(), "%,.0f", "≥ 0.85");
    add(table, what + ", p99 in ms", rounds.getLast(), "%.1f", "");
  }

  private static void accepted(
      Setup setup, Table table, Service service, ByHandServer byHand, List<Load> loads)
      throws Exception {
    Rounds.Measurement<Peer> accepted =
        peer -> {
          IntFunction<byte[]> start = n -> start(peer == Peer.SERVICE ? BASE : "/", loads.get(n));
          int port = peer == Peer.SERVICE ? service.port() : byHand.port();
          double rate = new HttpLoad(port, CONNECTIONS).send(TYPES, 202, start).perSecond();
          service.endAllRuns();
          return rate;
        };
    Rounds.of(8, Peer.class, accepted);
    Rounds<Peer> rates = Rounds.of(setup.rounds(), Peer.class, accepted);
    add(table, "accepted POST/s, 500 process types, 64 connections", rates, "%,.0f", "≥ 0.8");
  }

  private static void add(
      Table table, String what, Rounds<Peer> rounds, String format, String goal) {
    table.add(
        what,
        rounds.of(Peer.SERVICE).text(format),
        rounds.of(Peer.BY_HAND).text(format) + " by hand",
        rounds.ratio(Peer.SERVICE, Peer.BY_HAND),
        goal);
  }

  /** From the request until its job is ready to send, of runs that follow each other. */
  static void measureStart(Setup setup, Table table) throws Exception {
    try (Service service = Service.started(setup.machine(), 64)) {
      Workload work = setup.workload(service, Catalog.SMALL, 64).of(1);
      List<Double> p95 = new ArrayList<>();
      for (int round = -1; round < setup.rounds(); round++) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
          Load load = service.load(work);
          long before = System.nanoTime();
          long atWork =
              service.runFrom(() -> post(service.port(), BASE, load, 202), load, work.webhooks());
          millis.add((atWork - before) / (double) TimeUnit.MILLISECONDS.toNanos(1));
        }
        millis.sort(null);
        if (round >= 0) {
          p95.add(millis.get(STARTS * 95 / 100));
        }
      }
      Spread spread = Spread.of(p95.stream().mapToDouble(value -> value));
      table.add(
          "POST → its job at work, p95 in ms",
          spread.text("%.0f"),
          "100 ms",
          spread.times(1 / 100.0),
          "≤ 1");
    }
  }

  /** Starts a load of a service elsewhere. */
  static void post(int port, Load load) {
    post(port, BASE, load, 202);
  }

  private static void post(int port, String path, Load load, int status) {
    new HttpLoad(port, 1).send(1, status, n -> start(path, load));
  }

  /** Starts a load of this service. */
  static byte[] start(Load load) {
    return start(BASE, load);
  }

  /** Asks this service whether a load's process type is busy. */
  static byte[] state(Load load) {
    return state(BASE, load);
  }

  private static byte[] state(String path, Load load) {
    return HttpLoad.request("GET", path + "/estado/" + load.processType(), TestTokens.token(), "");
  }

  private static byte[] start(String path, Load load) {
    return HttpLoad.request(
        "POST",
        path,
        TestTokens.token(),
        "{\"processType\":\"%s\",\"idCarga\":\"%s\"}"
            .formatted(load.processType(), load.idCarga()));
  }
}
