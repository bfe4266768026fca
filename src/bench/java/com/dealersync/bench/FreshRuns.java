package com.dealersync.bench;

import com.dealersync.DealerSyncApplication;
import com.dealersync.catalog.Load;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarOutputStream;
import java.util.stream.DoubleStream;
import java.util.zip.ZipEntry;

/**
 * What a node that was just started takes for its first runs over TLS, out of the production jar in
 * a JVM of its own: the compilers have seen nothing yet, and no dealer has been met before.
 */
final class FreshRuns {
  private static final Path NAMES = Path.of("target", "bench", "names.jar");
  private static final int RUNS = 10;
  private static final int WARM = 3;

  private FreshRuns() {}

  /** The seconds of each run, and the share of TLS sessions resumed after the first. */
  private record Runs(List<Double> seconds, double resumed) {
    double first() {
      return seconds.getFirst();
    }

    double second() {
      return seconds.get(1);
    }

    double tenth() {
      return seconds.getLast();
    }

    /** The median of the last ones. */
    double warm() {
      return Spread.of(seconds.subList(RUNS - WARM, RUNS).stream().mapToDouble(Double::doubleValue))
          .median();
    }
  }

  static void measure(Setup setup, Table table) throws Exception {
    if (!Files.exists(Jar.FILE)) {
      System.out.println("There is no " + Jar.FILE + ": its first runs are left out");
      return;
    }
    try (Service loads = Service.asShipped(setup.machine(), Calls.withoutJobs())) {
      writeNames();
      Workload work = setup.tlsWorkload(loads);
      List<Runs> all = new ArrayList<>();
      for (int round = 0; round < Math.min(setup.rounds(), 2); round++) {
        all.add(runs(setup, loads, work));
      }
      String what = "a fresh JVM's %s run, %,d TLS dealers";
      add(
          table,
          what.formatted("tenth", work.webhooks()),
          all,
          Runs::tenth,
          "its second",
          Runs::second,
          "≤ 1.1");
      add(
          table,
          what.formatted("first", work.webhooks()) + (AotCache.exists() ? ", AOT cache" : ""),
          all,
          Runs::first,
          "a warm one",
          Runs::warm,
          AotCache.exists() ? "≤ 2" : "");
      Spread resumed = Spread.of(all.stream().mapToDouble(Runs::resumed));
      table.add(
          "TLS sessions resumed from run to run",
          resumed.times(100).text("%.0f %%"),
          "all of them",
          resumed,
          "≥ 0.9");
    }
  }

  private static void add(
      Table table,
      String what,
      List<Runs> all,
      ToDoubleFunction<Runs> of,
      String peer,
      ToDoubleFunction<Runs> to,
      String goal) {
    DoubleStream ratios =
        all.stream().mapToDouble(it -> of.applyAsDouble(it) / to.applyAsDouble(it));
    table.add(
        what,
        Spread.of(all.stream().mapToDouble(of)).text("%.2f s"),
        Spread.of(all.stream().mapToDouble(to)).text("%.2f s") + " " + peer,
        Spread.of(ratios),
        goal);
  }

  private static Runs runs(Setup setup, Service loads, Workload work) throws IOException {
    TlsDealers dealers = setup.machine().tlsDealers();
    try (Jar jar = Jar.started(setup.machine(), java(dealers), settings())) {
      List<Double> seconds = new ArrayList<>();
      dealers.takeReport();
      int handshakes = 0;
      int resumed = 0;
      for (int run = 0; run < RUNS; run++) {
        Load load = loads.load(work);
        long before = System.nanoTime();
        loads.runBy(() -> Calls.post(jar.port(), load), load, work.webhooks());
        seconds.add((System.nanoTime() - before) / 1e9);
        TlsDealers.Report report = dealers.takeReport();
        System.out.printf(
            "  run %d: %.2f s, %.0f %% resumed%n",
            run + 1, seconds.getLast(), 100 * report.resumedShare());
        if (run > 0) {
          handshakes += report.handshakes();
          resumed += report.resumed();
        }
      }
      return new Runs(seconds, (double) resumed / handshakes);
    }
  }

  private static List<String> java(TlsDealers dealers) {
    List<String> java = new ArrayList<>();
    dealers.trust().forEach((name, value) -> java.add("-D" + name + "=" + value));
    java.addAll(
        AotCache.exists()
            ? AotCache.java(DealerSyncApplication.class, NAMES)
            : List.of(
                "-cp",
                Jar.FILE + System.getProperty("path.separator") + NAMES,
                "org.springframework.boot.loader.launch.JarLauncher"));
    return java;
  }

  private static List<String> settings() {
    List<String> settings = new ArrayList<>();
    settings.add("--dealer-sync.delivery.allow=127.0.0.1/32");
    settings.add("--dealer-sync.guard.most-lost=off");
    Catalog.processTypes().forEach((name, value) -> settings.add("--" + name + "=" + value));
    return settings;
  }

  /** A jar, because the directories of a class path are nothing for an AOT cache. */
  private static void writeNames() throws IOException {
    Files.createDirectories(NAMES.getParent());
    try (OutputStream out = Files.newOutputStream(NAMES);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Class<?> type : List.of(DealerNames.class, DealerNames.Resolver.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new ZipEntry(name));
        jar.write(resource(name));
      }
      String service = "META-INF/services/java.net.spi.InetAddressResolverProvider";
      jar.putNextEntry(new ZipEntry(service));
      jar.write(resource(service));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = FreshRuns.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("There is no " + name);
      }
      return in.readAllBytes();
    }
  }
}
