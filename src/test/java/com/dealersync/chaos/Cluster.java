package com.dealersync.chaos;

import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.History.Answer;
import com.dealersync.chaos.History.Pause;
import com.dealersync.testing.RedisMonitor;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final String BASE = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Database database;
  private final TestRedis redis;
  private final Dealers dealers = Dealers.started();
  private final List<Node> nodes = new ArrayList<>();
  private final List<RedisMonitor> monitors = new ArrayList<>();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final List<Pause> pauses = new CopyOnWriteArrayList<>();
  private final AtomicInteger loads = new AtomicInteger();

  private Cluster(Path folder) {
    this.folder = folder;
    database = Database.started(folder.resolve("postgresql.log"));
    redis = TestRedis.started();
  }

  /**
   * How a cluster differs from the shipped one.
   *
   * @param clocks whether each node has a clock of its own, where that is possible
   */
  record Settings(int nodes, Map<String, String> changed, boolean clocks) {

    Settings(int nodes, Map<String, String> changed) {
      this(nodes, changed, false);
    }

    Settings withClocks() {
      return new Settings(nodes, changed, true);
    }

    /** As shipped, but for the dealers' addresses and time-outs. */
    static Settings shipped(int nodes) {
      return new Settings(nodes, Map.of());
    }

    /** The lock's times and the watchdog's much shorter; JobRunr's are as short as they can be. */
    static Settings quick(int nodes) {
      return new Settings(
          nodes,
          Map.of(
              "dealer-sync.lock.ttl", "12s",
              "dealer-sync.lock.renew-every", "1s",
              "dealer-sync.watchdog.every", "2s"));
    }
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
    Map<String, String> all = new LinkedHashMap<>();
    all.putAll(TestTokens.settings());
    all.put("dealer-sync.limits.post-per-minute", "off");
    all.put("dealer-sync.limits.get-per-minute", "off");
    all.put("spring.datasource.username", Database.USER);
    all.put("spring.datasource.password", "unused");
    all.put("dealer-sync.delivery.allow", "127.0.0.1/32");
    all.put("dealer-sync.delivery.parallelism", Integer.toString(PARALLELISM));
    all.put("dealer-sync.delivery.per-origin", Integer.toString(PARALLELISM));
    all.put("dealer-sync.delivery.retry.delays", "300ms,1s");
    all.put("dealer-sync.delivery.timeout.first-byte", "3s");
    all.put("dealer-sync.delivery.breaker.consecutive-failures", "10000");
    all.put("dealer-sync.delivery.breaker.minimum-attempts", "10000");
    all.put("dealer-sync.delivery.breaker.open-for", "2s");
    all.put("springdoc.api-docs.enabled", "false");
    all.put("springdoc.swagger-ui.enabled", "false");
    all.put("logging.level.com.dealersync.delivery", "WARN");
    all.put("logging.level.com.dealersync.api", "WARN");
    for (int i = 1; i <= PROCESS_TYPES; i++) {
      String definition = "dealer-sync.procesos." + processType(i) + ".";
      all.put(definition + "descripcion", "Proceso " + i);
      all.put(definition + "lista", "listaProductos");
      all.put(
          definition + "sql",
          "select COGM_NOMBREPRODUCTO as \"nombreProducto\" from CO_GM_LISTAPRODUCTOS order by COGM_PRODUCTOID");
    }
    all.putAll(settings.changed());
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
    database.data().products(20);
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
    String idCarga = "load_" + loads.incrementAndGet();
    database
        .data()
        .load(processType, idCarga)
        .dealers(dealerCount, dealers.url(idCarga), "secret")
        .insert();
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
    return post(node, processType, idCarga, false);
  }

  /** With everything well and nothing at work: it must be accepted. */
  Answer postOnceFree(Node node, String processType, String idCarga) {
    return post(node, processType, idCarga, true);
  }

  private Answer post(Node node, String processType, String idCarga, boolean mustBeAccepted) {
    Instant sent = Instant.now();
    int status = 0;
    String body;
    try {
      HttpResponse<String> response =
          node.send(
              node.request(BASE)
                  .POST(
                      BodyPublishers.ofString(
                          "{\"processType\":\"%s\",\"idCarga\":\"%s\"}"
                              .formatted(processType, idCarga))));
      status = response.statusCode();
      body = response.body();
    } catch (IOException e) {
      body = String.valueOf(e);
    }
    Answer answer =
        new Answer(
            sent,
            Instant.now(),
            node.name(),
            processType,
            idCarga,
            status,
            status == 202 ? runId(body) : null,
            body,
            mustBeAccepted);
    answers.add(answer);
    return answer;
  }

  /** No run is at work any more. */
  void awaitRest() {
    await("every run to end")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> activeRuns() == 0);
  }

  int runs() {
    return count("select count(*) from CO_EVENTOSCARGASINCCONTROL");
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

  int activeRuns() {
    return count(
        "select count(*) from CO_EVENTOSCARGASINCCONTROL where COES_STATUS in ('PENDING', 'RUNNING')");
  }

  /** The status of the newest run of a load; null if it has none. */
  @Nullable String status(String idCarga) {
    return database
        .sql()
        .query(
            "select COES_STATUS from CO_EVENTOSCARGASINCCONTROL where COES_IDCARGA = ? order by COES_SINCCONTROLID desc limit 1",
            (row, i) -> row.getString(1),
            idCarga)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** The node whose attempt claimed the load's newest run last, if it still runs. */
  Optional<Node> owner(String idCarga) {
    try {
      String incarnation = ownersIncarnation(idCarga);
      return nodes.stream().filter(node -> node.incarnation().equals(incarnation)).findFirst();
    } catch (DataAccessException databaseAway) {
      return Optional.empty();
    }
  }

  /** The node whose job server looks after the others' orphans. */
  Node master() {
    String id =
        database
            .sql()
            .queryForObject(
                "select id from DS_jobrunr_backgroundjobservers order by firstheartbeat limit 1",
                String.class);
    return nodes.stream().filter(node -> node.hasLogged(id)).findFirst().orElseThrow();
  }

  private @Nullable String ownersIncarnation(String idCarga) {
    return database
        .sql()
        .queryForObject(
            """
                select a.node from chaos_audit a join CO_EVENTOSCARGAPROCESO on COCP_EVENTOCARGAPROCESOID = a.load_id
                 where COCP_IDCARGA = ? and a.kind = 'RUN' and a.after_state = 'RUNNING'
                 order by a.row_key desc, a.attempt desc limit 1""",
            String.class,
            idCarga);
  }

  /** How many of its requests dealers refused, which they do if these are not of today. */
  long refusals(String idCarga) {
    return dealers.arrivals().stream()
        .filter(arrival -> arrival.url().contains("/" + idCarga + "/"))
        .filter(arrival -> arrival.reply() == History.Reply.REFUSED)
        .count();
  }

  int attempt(String idCarga) {
    return count(
        "select coalesce(max(COES_INTENTO), 0) from CO_EVENTOSCARGASINCCONTROL where COES_IDCARGA = '%s'"
            .formatted(idCarga));
  }

  private int count(String query) {
    Integer count = database.sql().queryForObject(query, Integer.class);
    return count == null ? 0 : count;
  }

  History history() {
    return new Recollection(database.sql(), redis.url())
        .of(
            List.copyOf(answers),
            dealers.arrivals(),
            database.audit().changes(),
            List.copyOf(pauses),
            monitors.stream().map(RedisMonitor::timed).toList());
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
    database.close();
  }

  private static @Nullable Long runId(String body) {
    try {
      JsonNode id = JSON.readTree(body).at("/data/syncControlId");
      return id.isNumber() ? id.asLong() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** None is the beginning of another. */
  static String processType(int number) {
    return "P%02d".formatted(number);
  }

  static List<String> processTypes() {
    return IntStream.rangeClosed(1, PROCESS_TYPES).mapToObj(Cluster::processType).toList();
  }
}
