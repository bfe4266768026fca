package com.dealersync.bench;

import byhand.ByHand;
import com.dealersync.testing.TestDatabase;
import com.dealersync.testing.TestTokens;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * How long the jar takes from its command to its readiness, beside {@link ByHand} out of the same
 * jar, and so with the same libraries, which do what they are there for: Flyway looks through the
 * migrations and JobRunr starts its server.
 */
final class StartUp {
  private static final Path JAR = Path.of("target", "dealer-sync.jar");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private StartUp() {}

  /** Who starts. */
  private enum Peer {
    BY_HAND,
    SERVICE
  }

  static void measure(Setup setup, Table table) throws Exception {
    if (!Files.exists(JAR)) {
      System.out.println("There is no " + JAR + ": its start-up is left out");
      return;
    }
    Rounds.Measurement<Peer> seconds = peer -> seconds(setup.machine(), peer);
    Rounds<Peer> rounds = Rounds.of(setup.rounds(), Peer.class, seconds);
    table.add(
        "start-up to ready, production jar",
        rounds.of(Peer.SERVICE).text("%.1f s"),
        rounds.of(Peer.BY_HAND).text("%.1f s")
            + " a bare Spring Boot with the same libraries, migrations and job server",
        rounds.ratio(Peer.SERVICE, Peer.BY_HAND),
        "≤ 1.3");
  }

  private static double seconds(Machine machine, Peer peer) throws IOException {
    int port = freePort();
    HttpRequest ready =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .build();
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(command(machine, peer, port))
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "bench", "start-up.log").toFile())
            .start();
    try {
      Awaitility.await()
          .pollInSameThread()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(25))
          .ignoreExceptionsInstanceOf(IOException.class)
          .failFast("It ended: see target/bench/start-up.log", () -> !process.isAlive())
          .until(() -> HTTP.send(ready, BodyHandlers.discarding()).statusCode() == 200);
      return (System.nanoTime() - before) / 1e9;
    } finally {
      // How it stops is not measured; left alone it would take seconds.
      process.destroyForcibly().onExit().join();
    }
  }

  private static List<String> command(Machine machine, Peer peer, int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    switch (peer) {
      case SERVICE -> command.addAll(List.of("-jar", JAR.toString()));
      case BY_HAND -> {
        command.add("-Dloader.main=" + ByHand.class.getName());
        command.add("-Dloader.path=" + Path.of("target", "test-classes") + File.separator);
        command.addAll(List.of("-cp", JAR.toString()));
        command.add("org.springframework.boot.loader.launch.PropertiesLauncher");
        command.add("--spring.flyway.enabled=true");
        command.add("--spring.flyway.locations=classpath:db/migration/{vendor}");
        command.add("--jobrunr.background-job-server.enabled=true");
      }
    }
    TestDatabase database = machine.database();
    command.add("--server.address=127.0.0.1");
    command.add("--server.port=" + port);
    command.add("--spring.datasource.url=" + database.url());
    command.add("--spring.datasource.username=" + database.username());
    command.add("--spring.datasource.password=" + database.password());
    command.add("--spring.data.redis.url=" + machine.redisUrl());
    TestTokens.settings().forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
