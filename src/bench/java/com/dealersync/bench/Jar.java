package com.dealersync.bench;

import com.dealersync.testing.TestDatabase;
import com.dealersync.testing.TestTokens;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** An application out of the production jar, in a JVM of its own, on the servers of a machine. */
final class Jar implements Closeable {
  static final Path FILE = Path.of("target", "dealer-sync.jar");

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path LOG = Path.of("target", "bench", "jar.log");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final double secondsToReady;

  private Jar(Process process, int port, double secondsToReady) {
    this.process = process;
    this.port = port;
    this.secondsToReady = secondsToReady;
  }

  /**
   * Returns when it is ready.
   *
   * @param java what follows the command: options of the JVM and what it is to run
   * @param settings the application's own
   */
  static Jar started(Machine machine, List<String> java, List<String> settings) throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(settings);
    command.addAll(servers(machine, port));
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
    try {
      awaitReady(process, port);
      return new Jar(process, port, (System.nanoTime() - before) / 1e9);
    } catch (RuntimeException e) {
      process.destroyForcibly().onExit().join();
      throw e;
    }
  }

  int port() {
    return port;
  }

  double secondsToReady() {
    return secondsToReady;
  }

  /** How it stops is not measured; left alone it would take seconds. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** Likewise, and returns when it has done all that it does at its end. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  private static void awaitReady(Process process, int port) {
    HttpRequest ready =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .build();
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollDelay(Duration.ofMillis(25))
        .pollInterval(Duration.ofMillis(25))
        .ignoreExceptionsInstanceOf(IOException.class)
        .failFast("It ended: see " + LOG, () -> !process.isAlive())
        .until(() -> HTTP.send(ready, BodyHandlers.discarding()).statusCode() == 200);
  }

  private static List<String> servers(Machine machine, int port) {
    TestDatabase database = machine.database();
    List<String> servers = new ArrayList<>();
    servers.add("--server.address=127.0.0.1");
    servers.add("--server.port=" + port);
    servers.add("--spring.datasource.url=" + database.url());
    servers.add("--spring.datasource.username=" + database.username());
    servers.add("--spring.datasource.password=" + database.password());
    servers.add("--spring.data.redis.url=" + machine.redisUrl());
    TestTokens.settings().forEach((name, value) -> servers.add("--" + name + "=" + value));
    return servers;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
