package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.DealerSyncApplication;
import com.dealersync.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node of the production service: a process of its own, behind proxies of its own. */
final class Node implements AutoCloseable {

  /** How a node is started. */
  record Program(String mainClass, String classPath, Path archive) {

    static Program production(ProductionClassPath classPath, Path folder) {
      return new Program(
          DealerSyncApplication.class.getName(), classPath.text(), folder.resolve("nodes.jsa"));
    }
  }

  /** Three of them start at once, on a machine that may have other work. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration NEARLY = Duration.ofSeconds(5);

  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  private final String name;
  private final Program program;
  private final Map<String, String> settings;
  private final Path log;
  private final @Nullable WallClock clock;
  private final TcpProxy redis;
  private final TcpProxy database;
  private final HttpClient http = HttpClient.newHttpClient();
  private int starts;
  private long logBefore;
  private volatile int port;
  private volatile @Nullable ChildProcess process;

  /**
   * @param settings of the service, beside the addresses
   * @param clock its own; null if it has everybody's
   */
  Node(
      String name,
      Program program,
      Map<String, String> settings,
      int redisPort,
      int databasePort,
      Path folder,
      @Nullable WallClock clock) {
    this.name = name;
    this.program = program;
    this.settings = new LinkedHashMap<>(settings);
    log = folder.resolve(name + ".log");
    this.clock = clock;
    redis = TcpProxy.to(redisPort);
    database = TcpProxy.to(databasePort);
  }

  String name() {
    return name;
  }

  /** How its connections to the database are called since its last start. */
  String incarnation() {
    return name + "." + starts;
  }

  TcpProxy redis() {
    return redis;
  }

  TcpProxy database() {
    return database;
  }

  /** If it has one of its own. */
  Optional<WallClock> clock() {
    return Optional.ofNullable(clock);
  }

  /** From its next start on these settings, too. */
  void change(Map<String, String> more) {
    settings.putAll(more);
  }

  /** Returns at once; see {@link #awaitWell()}. */
  void start() {
    starts++;
    redis.heal();
    database.heal();
    try {
      logBefore = Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process = ChildProcess.start(command(), clock == null ? Map.of() : clock.environment(), log);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Xshare:auto",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + program.archive(),
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Duser.timezone=UTC",
            "-cp",
            program.classPath(),
            program.mainClass()));
    command.add("--server.port=0");
    command.add("--server.address=127.0.0.1");
    command.add("--spring.data.redis.url=redis://127.0.0.1:" + redis.port());
    command.add("--spring.datasource.url=" + Database.url(database.port(), incarnation()));
    settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    return command;
  }

  /** Whether it says that it can accept runs and work on them. */
  boolean isWell() {
    return readiness().filter(answer -> answer.statusCode() == 200).isPresent();
  }

  /** Whether it goes by our time of day, to a few seconds: what it reads of a clock may be old. */
  boolean tellsTheRightTime() {
    return readiness()
        .flatMap(answer -> answer.headers().firstValue("Date"))
        .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
        .filter(time -> Duration.between(time, Instant.now()).abs().compareTo(NEARLY) < 0)
        .isPresent();
  }

  private Optional<HttpResponse<Void>> readiness() {
    if (!isRunning() || !findPort()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          http.send(
              request("/actuator/health/readiness").timeout(Duration.ofSeconds(3)).build(),
              BodyHandlers.discarding()));
    } catch (IOException unreachable) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  void awaitWell() {
    await("node " + name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(
            () ->
                assertThat(isRunning())
                    .as(() -> "node %s:%n%s".formatted(name, lastLog()))
                    .isTrue())
        .until(this::isWell);
  }

  boolean isRunning() {
    ChildProcess current = process;
    return current != null && current.isAlive();
  }

  /** Where its API is. */
  int port() {
    return port;
  }

  /** Every port that it listens on. Needs a Linux. */
  Set<Integer> listensOn() {
    return ListeningPorts.of(running().pid());
  }

  /** {@code kill -9}; its connections are reset. */
  void kill() {
    running().kill();
    redis.cut();
    database.cut();
  }

  /** {@code SIGTERM}. */
  void terminate() {
    running().terminate();
  }

  void awaitEnd() {
    running().awaitEnd();
  }

  void pause() {
    running().pause();
  }

  void resume() {
    running().resume();
  }

  /** A request to it that does not wait for long. */
  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + TestTokens.token())
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(15));
  }

  boolean hasLogged(String text) {
    return read(log).contains(text);
  }

  /** The end of what it has printed. */
  String lastLog() {
    String text = read(log);
    return text.substring(Math.max(0, text.length() - 8_000));
  }

  Path log() {
    return log;
  }

  @Override
  public void close() {
    ChildProcess current = process;
    if (current != null) {
      current.close();
    }
    redis.close();
    database.close();
    http.close();
  }

  private ChildProcess running() {
    return Objects.requireNonNull(process, () -> "node " + name + " was not started");
  }

  private boolean findPort() {
    String text = read(log);
    Matcher matcher = STARTED.matcher(text);
    matcher.region((int) Math.min(logBefore, text.length()), text.length());
    if (matcher.find()) {
      port = Integer.parseInt(matcher.group(1));
      return true;
    }
    return false;
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
