package com.dealersync.chaos;

import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.History.Answer;
import com.dealersync.chaos.History.Pause;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.RedisMonitor;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * A database, a Redis, dealers and nodes, each a process of its own but the dealers. All of them
 * end with the test's JVM. Keeps the {@link History}.
 */
final class Cluster implements AutoCloseable {

  static final int PROCESS_TYPES = 10;
  static final int PARALLELISM = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path folder;
  private final Database database;
  private final TestRedis redis;
  private final Dealers dealers = Dealers.started();
  private final List<Node> nodes = new ArrayList<>();
  private final List<RedisMonitor> monitors = new ArrayList<>();
  private final Client client = new Client();
  private final List<Pause> pauses = new CopyOnWriteArrayList<>();
  private final AtomicInteger loads = new AtomicInteger();

  private final DealerServer told =
      DealerServer.forgetful(notice -> new DealerServer.Answer(204, ""));

  private int records;
  private int rounds;

  private Cluster(Path folder) {
    this.folder = folder;
    database = Database.started(folder.resolve("postgresql.log"));
    redis = TestRedis.started();
  }

  /** All nodes are well when it returns. */
  static Cluster started(String name, Settings settings) {
    Path folder = folder(name);
    ProductionClassPath classPath = ProductionClassPath.in(folder.getParent());
    return started(folder, settings, Node.Program.production(classPath, folder.getParent()));
  }

  static Cluster started(Path folder, Settings settings, Node.Program program) {
    Cluster cluster = new Cluster(folder);
    try {
      cluster.startNodes(settings, program);
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** An empty one for what a cluster prints. */
  static Path folder(String name) {
    try {
      Path folder = Path.of("target", "chaos", name).toAbsolutePath();
      if (Files.exists(folder)) {
        try (var files = Files.list(folder)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.delete(file);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startNodes(Settings settings, Node.Program program) {
    Map<String, String> all = settings.ofEachNode();
    rounds = settings.rounds();
    if (rounds > 0) {
      all.put("dealer-sync.notices.urls", told.url() + "/avisos");
      all.put("dealer-sync.notices.secret", "0123456789abcdef-avisos");
    }
    for (int i = 0; i < settings.nodes(); i++) {
      String name = Character.toString('a' + i);
      WallClock clock =
          settings.clocks() && WallClock.isAvailable()
              ? WallClock.in(folder.resolve(name + ".clock"))
              : null;
      Node node = new Node(name, program, all, redis.port(), database.port(), folder, clock);
      nodes.add(node);
    }
    // JobRunr's tables are to be created by one of them: of several at once one may fail to start.
    nodes.getFirst().start();
    nodes.getFirst().awaitWell();
    nodes.stream().skip(1).forEach(Node::start);
    nodes.forEach(Node::awaitWell);
    database.audit().install();
    records = settings.records();
    database.data().products(records);
    monitors.add(redis.monitor());
  }

  Node node(int index) {
    return nodes.get(index);
  }

  List<Node> nodes() {
    return nodes;
  }

  Database database() {
    return database;
  }

  TestRedis redis() {
    return redis;
  }

  Dealers dealers() {
    return dealers;
  }

  /** A load that was not synchronised yet, with a dealer at each number from 1. */
  String load(String processType, int dealerCount) {
    return load(processType, idCarga -> Recipient.alike(dealerCount, dealers, idCarga));
  }

  /**
   * @param recipients its dealers, given its id
   */
  String load(String processType, Function<String, List<Recipient>> recipients) {
    int number = loads.incrementAndGet();
    String idCarga = "load_" + number;
    var load = database.data().load(processType, idCarga).records(records);
    if (rounds > 0) {
      load.loadedAt(TestData.LOADED.plusMinutes(number));
    }
    recipients.apply(idCarga).forEach(r -> load.dealer(r.bac(), r.url(), r.secret()));
    load.insert();
    return idCarga;
  }

  /** Redis forgets everything. */
  void flushRedis() {
    try (RedisClient client = RedisClient.create(redis.url());
        var connection = client.connect()) {
      connection.sync().flushall();
    }
  }

  /** Ends what was done to nodes, clocks and network, and returns when all is at rest. */
  void recover() {
    for (Node node : nodes) {
      node.clock().ifPresent(clock -> clock.jump(Duration.ZERO));
      node.redis().heal();
      node.database().heal();
    }
    await("all nodes to be well")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              nodes.stream().filter(node -> !node.isRunning()).forEach(Node::start);
              return nodes.stream().allMatch(node -> node.isWell() && node.tellsTheRightTime());
            });
    awaitRest();
  }

  /** Redis is there again, and as empty as after a fail-over that lost everything. */
  void startRedis() {
    redis.start();
    monitors.add(redis.monitor());
  }

  void pause(Node node, Runnable meanwhile) {
    try (Frozen frozen = freeze(node)) {
      meanwhile.run();
    }
  }

  /** It stands still until that is closed. */
  Frozen freeze(Node node) {
    node.pause();
    Instant from = Instant.now();
    return () -> {
      node.resume();
      pauses.add(new Pause(node.incarnation(), from, Instant.now()));
    };
  }

  /** What a node is as long as it is not resumed. */
  interface Frozen extends AutoCloseable {
    @Override
    void close();
  }

  Answer post(Node node, String processType, String idCarga) {
    return client.post(node, processType, idCarga, false);
  }

  /** With everything well and nothing at work: it must be accepted. */
  Answer postOnceFree(Node node, String processType, String idCarga) {
    return client.post(node, processType, idCarga, true);
  }

  /** No run is at work any more, and none will begin by itself. */
  void awaitRest() {
    await("every run to end")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> runs().active() == 0 && (rounds == 0 || runs().planned() == 0));
  }

  Runs runs() {
    return new Runs(database.sql());
  }

  /** What calls the nodes. */
  Client client() {
    return client;
  }

  /** Locks of no run: their request died, or is about to insert its row. */
  int strayLocks() {
    History now = history();
    return (int)
        now.locks().stream()
            .filter(
                lock ->
                    now.runs().stream()
                        .noneMatch(run -> lock.holder().startsWith(run.processId() + "|")))
            .count();
  }

  /** The status of the newest run of a load; null if it has none. */
  @Nullable String status(String idCarga) {
    return runs().status(idCarga);
  }

  int attempt(String idCarga) {
    return runs().attempt(idCarga);
  }

  /** The node whose attempt claimed the load's newest run last, if it still runs. */
  Optional<Node> owner(String idCarga) {
    try {
      String incarnation = runs().owner(idCarga);
      return nodes.stream().filter(node -> node.incarnation().equals(incarnation)).findFirst();
    } catch (DataAccessException databaseAway) {
      return Optional.empty();
    }
  }

  /** The node whose job server looks after the others' orphans. */
  Node master() {
    String id = runs().master();
    return nodes.stream().filter(node -> node.hasLogged(id)).findFirst().orElseThrow();
  }

  History history() {
    return new Recollection(database.sql(), redis.url())
        .of(
            client.answers(),
            dealers.arrivals(),
            database.audit().changes(),
            List.copyOf(pauses),
            monitors.stream().map(RedisMonitor::timed).toList(),
            rounds);
  }

  /** What the nodes printed last, for a test that failed. */
  String logs() {
    return nodes.stream()
        .map(node -> "=== node %s, %s%n%s".formatted(node.name(), node.log(), node.lastLog()))
        .reduce("", String::concat);
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    monitors.forEach(RedisMonitor::close);
    redis.close();
    dealers.close();
    told.close();
    database.close();
  }

  /** None is the beginning of another. */
  static String processType(int number) {
    return "P%02d".formatted(number);
  }

  static List<String> processTypes() {
    return IntStream.rangeClosed(1, PROCESS_TYPES).mapToObj(Cluster::processType).toList();
  }
}
