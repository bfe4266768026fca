package com.dealersync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import redis.embedded.core.ExecutableProvider;

/**
 * A redis-server of its own, empty at each start, that a test may stop, hang and start again on the
 * same port. Needs a Unix for {@link #pause()} and {@link #resume()}. Not thread-safe.
 */
public final class TestRedis implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String LOCALHOST = "127.0.0.1";

  /** Ends the server when its standard input closes, as it does even if the JVM is killed. */
  private static final String GUARD = "\"$@\" & server=$!; cat > /dev/null; kill -9 $server; wait";

  private final Path executable;
  private final IntFunction<List<String>> arguments;
  private int port;
  private @Nullable Process guard;
  private @Nullable Path home;

  private TestRedis(Path executable, int port, IntFunction<List<String>> arguments) {
    this.executable = executable;
    this.port = port;
    this.arguments = arguments;
  }

  /**
   * A server that answers.
   *
   * @param options beside those of all, as {@code "--maxmemory", "10mb"}
   */
  public static TestRedis started(String... options) {
    return started(0, port -> arguments(port, options));
  }

  /**
   * @param port a free one; 0 if any will do
   * @param arguments of the command line, for a port
   */
  static TestRedis started(int port, IntFunction<List<String>> arguments) {
    TestRedis redis = new TestRedis(executable(), port, arguments);
    redis.start();
    return redis;
  }

  static List<String> arguments(int port, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--port", Integer.toString(port), "--bind", LOCALHOST));
    arguments.addAll(List.of("--save", "", "--appendonly", "no", "--databases", "1024"));
    arguments.addAll(List.of(options));
    return arguments;
  }

  private static Path executable() {
    try {
      Path executable = ExecutableProvider.newJarResourceProvider().get().toPath();
      executable.toFile().deleteOnExit();
      return executable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://" + LOCALHOST + ":" + port;
  }

  /** A server on a port that leaves room for the bus of a Cluster. */
  public static TestRedis startedForCluster(String... options) {
    return started(TestRedisCluster.freePortWithBus(), port -> arguments(port, options));
  }

  /**
   * Starts it, on the port it had before if it ran before, and returns when it answers.
   *
   * @param options for this time, beside its own
   */
  public void start(String... options) {
    if (guard != null) {
      throw new IllegalStateException("Redis runs already on port " + port);
    }
    try {
      if (port == 0) {
        port = freePort();
      }
      Path log = Files.createTempFile("test-redis", ".log");
      log.toFile().deleteOnExit();
      home = Files.createTempDirectory("test-redis");
      home.toFile().deleteOnExit();
      guard =
          new ProcessBuilder(command(List.of(options)))
              // A replica keeps what it was sent in a file there.
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Process started = guard;
      Awaitility.await("redis-server on port " + port)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .failFast(() -> assertThat(started.isAlive()).as(() -> read(log)).isTrue())
          .until(this::answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once; its connections are reset and its keys are gone. */
  public void stop() {
    if (guard == null) {
      return;
    }
    Process ending = guard;
    guard = null;
    List<ProcessHandle> servers = ending.descendants().toList();
    servers.forEach(ProcessHandle::destroyForcibly);
    ending.destroyForcibly();
    servers.forEach(server -> server.onExit().join());
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hangs it: connections stay open and are accepted, nothing is answered. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  /** Listens to every command that the server executes from now on. */
  public RedisMonitor monitor() {
    return RedisMonitor.of(connect());
  }

  /** A connection of an administrator. */
  public RedisCommands commands() {
    return RedisCommands.of(port);
  }

  @Override
  public void close() {
    stop();
  }

  private List<String> command(List<String> options) {
    List<String> command = new ArrayList<>();
    if (!System.getProperty("os.name").startsWith("Windows")) {
      command.addAll(List.of("sh", "-c", GUARD, "sh"));
    }
    command.add(executable.toString());
    command.addAll(arguments.apply(port));
    command.addAll(options);
    return command;
  }

  private boolean answers() {
    try (Socket socket = connect()) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      // One that wants a password, or still loads, is up.
      return socket.getInputStream().read() > 0;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private Socket connect() {
    try {
      return new Socket(LOCALHOST, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    if (guard == null) {
      throw new IllegalStateException("Redis does not run");
    }
    String server = Long.toString(guard.children().findFirst().orElseThrow().pid());
    try {
      int exit = new ProcessBuilder("kill", "-" + name, server).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " " + server + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOCALHOST))) {
      return socket.getLocalPort();
    }
  }
}
