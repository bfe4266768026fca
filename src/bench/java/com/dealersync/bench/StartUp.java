package com.dealersync.bench;

import byhand.ByHand;
import com.dealersync.DealerSyncApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How long the jar takes from its command to its readiness, beside {@link ByHand} out of the same
 * jar, and so with the same libraries, which do what they are there for: Flyway looks through the
 * migrations and JobRunr starts its server.
 */
final class StartUp {
  private StartUp() {}

  /** Who starts. */
  private enum Peer {
    BY_HAND,
    SERVICE
  }

  static void measure(Setup setup, Table table) throws Exception {
    if (!Files.exists(Jar.FILE)) {
      System.out.println("There is no " + Jar.FILE + ": its start-up is left out");
      return;
    }
    compare(
        setup,
        table,
        "start-up to ready, production jar",
        List.of("-jar", Jar.FILE.toString()),
        "≤ 1.3");
    if (AotCache.exists()) {
      compare(
          setup,
          table,
          "start-up to ready, unpacked jar with its AOT cache",
          AotCache.java(DealerSyncApplication.class),
          "≤ 0.6");
    }
  }

  private static void compare(Setup setup, Table table, String what, List<String> java, String goal)
      throws Exception {
    Rounds.Measurement<Peer> seconds = peer -> seconds(setup.machine(), peer, java);
    Rounds<Peer> rounds = Rounds.of(setup.rounds(), Peer.class, seconds);
    table.add(
        what,
        rounds.of(Peer.SERVICE).text("%.1f s"),
        rounds.of(Peer.BY_HAND).text("%.1f s")
            + " a bare Spring Boot with the same libraries, migrations and job server",
        rounds.ratio(Peer.SERVICE, Peer.BY_HAND),
        goal);
  }

  private static double seconds(Machine machine, Peer peer, List<String> java) throws IOException {
    try (Jar jar =
        switch (peer) {
          case SERVICE -> Jar.started(machine, java, List.of());
          case BY_HAND -> byHand(machine);
        }) {
      return jar.secondsToReady();
    }
  }

  private static Jar byHand(Machine machine) throws IOException {
    return Jar.started(
        machine,
        List.of(
            "-Dloader.main=" + ByHand.class.getName(),
            "-Dloader.path=" + Path.of("target", "test-classes") + File.separator,
            "-cp",
            Jar.FILE.toString(),
            "org.springframework.boot.loader.launch.PropertiesLauncher"),
        List.of(
            "--spring.flyway.enabled=true",
            "--spring.flyway.locations=classpath:db/migration/{vendor}",
            "--jobrunr.background-job-server.enabled=true"));
  }
}
