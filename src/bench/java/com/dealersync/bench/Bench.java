package com.dealersync.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dealersync.testing.TestData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Measures the service against what could be had at best on the same machine, and prints one table:
 * {@code ./mvnw -Pbench verify}. Nothing else should run on the machine meanwhile.
 */
final class Bench {
  private static final Path RESULTS = Path.of("target", "bench");

  /** On a slow machine parts are left out, the last ones first, and say so. */
  private static final Duration NO_PART_AFTER = Duration.ofSeconds(460);

  /** A part of the table. */
  private interface Part {
    void measure(Setup setup, Table table) throws Exception;
  }

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    Pattern only = Pattern.compile(System.getProperty("bench.only", "."));
    Table table = new Table();
    try (Machine machine = new Machine(Dealers.started(1, 1_000, 500))) {
      try (Service service = Service.started(machine, 64)) {
        Catalog.fill(service.bean(TestData.class));
      }
      Setup setup = Setup.on(machine);
      long began = System.nanoTime();
      for (var part : parts().entrySet()) {
        if (!only.matcher(part.getKey()).find()) {
          continue;
        }
        if (System.nanoTime() - began > NO_PART_AFTER.toNanos()) {
          System.out.println("Left out, to end in ten minutes: " + part.getKey());
          continue;
        }
        part.getValue().measure(setup, table);
        System.out.printf("%s: %d s so far%n", part.getKey(), secondsSince(began));
      }
    }
    System.out.println("\n" + table);
    table.writeTo(RESULTS);
    System.exit(0);
  }

  private static long secondsSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanoTime);
  }

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("tls", TlsDelivery::measure);
    parts.put("dead-tls", DeadDealers::measure);
    parts.put("fresh", FreshRuns::measure);
    parts.put("rate-100kB-64", new DeliveryRate(Catalog.LARGE, 64, "≥ 0.75")::measure);
    parts.put("rate-100kB-256", new DeliveryRate(Catalog.LARGE, 256, "≥ 0.75")::measure);
    parts.put("rate-1kB-64", new DeliveryRate(Catalog.SMALL, 64, "≥ 0.45")::measure);
    parts.put("rate-1kB-256", new DeliveryRate(Catalog.SMALL, 256, "≥ 0.45")::measure);
    parts.put("statements", StatementsPerDelivery::measure);
    parts.put("dealers", DealerCount::measure);
    parts.put("closing", ClosingDealers::measure);
    parts.put("rendering", Rendering::measure);
    parts.put("calls", Calls::measure);
    parts.put("start", Calls::measureStart);
    parts.put("lock", LockTrips::measure);
    parts.put("start-up", StartUp::measure);
    parts.put("peers", LockPeers::measure);
    parts.put("trips", RoundTrips::measure);
    parts.put("idle", IdleNodes::measure);
    return parts;
  }
}
