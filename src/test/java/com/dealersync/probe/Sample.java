package com.dealersync.probe;

import com.dealersync.receiver.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A receiver that the dealers' page gives away, as a process of its own. */
enum Sample {
  JAVA(
      List.of(java(), "-version"),
      List.of(
          java(), "-cp", System.getProperty("java.class.path"), WebhookReceiver.class.getName())),
  PYTHON(
      List.of("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))"),
      List.of("python3", file("receiver.py"))),
  JAVASCRIPT(
      List.of("node", "-e", "process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)"),
      List.of("node", file("receiver.mjs"))),
  // It leaves what it builds beside its source unless it is told where.
  CSHARP(
      List.of("dotnet", "--version"),
      List.of("dotnet", "run", "--artifacts-path", "target/csharp", "--project", file("csharp")));

  private final List<String> test;
  private final List<String> start;

  Sample(List<String> test, List<String> start) {
    this.test = test;
    this.start = start;
  }

  /** What a dealer gets. */
  Path source() {
    return switch (this) {
      case JAVA ->
          Path.of("src", "test", "java", "com", "dealersync", "receiver", "WebhookReceiver.java");
      case PYTHON -> Path.of(file("receiver.py"));
      case JAVASCRIPT -> Path.of(file("receiver.mjs"));
      case CSHARP -> Path.of(file("csharp"), "Receiver.cs");
    };
  }

  /** Whether what it runs on is on this machine. */
  boolean isInstalled() {
    try {
      Process process =
          new ProcessBuilder(test)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Listens on a free port of 127.0.0.1 and has stored nothing. */
  Running start(String secret) throws IOException {
    Path directory = Files.createTempDirectory("receiver");
    int port = freePort();
    ProcessBuilder command = new ProcessBuilder(start).redirectErrorStream(true);
    command.environment().put("WEBHOOK_SECRET", secret);
    command.environment().put("PORT", Integer.toString(port));
    command.environment().put("DATA", directory.toString());
    command.redirectOutput(directory.resolve("output.txt").toFile());
    Running running = new Running(command.start(), port, directory);
    running.await();
    return running;
  }

  /** One that was started. */
  record Running(Process process, int port, Path directory) implements AutoCloseable {

    String url() {
      return "http://127.0.0.1:" + port + "/webhook";
    }

    private void await() {
      try {
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> !process.isAlive() || isListening());
        if (!process.isAlive()) {
          throw new AssertionError(Files.readString(directory.resolve("output.txt")));
        }
      } catch (IOException | RuntimeException | Error e) {
        close();
        throw new AssertionError(e);
      }
    }

    private boolean isListening() {
      try {
        new Socket(InetAddress.getByName("127.0.0.1"), port).close();
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
      FileSystemUtils.deleteRecursively(directory.toFile());
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String file(String name) {
    return Path.of("src", "docs", "receivers", name).toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
