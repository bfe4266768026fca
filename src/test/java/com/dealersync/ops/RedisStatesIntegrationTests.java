package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.RedisCommands;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * What a POST, {@code estado}, readiness and the metric say in each state of a real Redis:
 * readiness and the metric are good exactly where a lock could be taken if it were free.
 */
@OpsTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
@Timeout(60)
class RedisStatesIntegrationTests {

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final String KEY = "lock:sync:ProductList";
  private static final String PROCESS_ID = "A1B2C3D4E5F60718";
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private static final TestRedis REDIS = TestRedis.startedForCluster();
  private static final TestRedis OTHER = TestRedis.started();
  private static final AtomicBoolean WARM = new AtomicBoolean();

  @Autowired OpsClient ops;
  @Autowired OpsMetrics metrics;
  @Autowired TestData data;
  @Autowired JdbcTemplate sql;
  @TempDir Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", REDIS::url);
  }

  /** How a Redis gets into a state. */
  private interface Way {
    void go(RedisStatesIntegrationTests test, RedisCommands redis) throws Exception;
  }

  /**
   * @param start status of a POST for a load that could be synchronised
   * @param state {@code libre}, {@code ocupado} or {@code ajeno}, or the status of a refusal
   * @param good whether readiness and the metric are
   */
  private record State(String name, Way way, int start, String state, boolean good) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static State state(String name, int start, String state, boolean good, Way way) {
    return new State(name, way, start, state, good);
  }

  static Stream<State> states() {
    return Stream.of(
        state("well", 202, "libre", true, (t, r) -> {}),
        state("emptied", 202, "libre", true, (t, r) -> r.send("flushall")),
        // A key stands in the way.
        state("a request's token", 409, "ocupado", true, (t, r) -> t.token(r, 0, "EX", "600")),
        state("a dead request's", 202, "libre", true, (t, r) -> t.token(r, 0, "EX", "500")),
        state("a run's of elsewhere", 409, "ocupado", true, (t, r) -> t.token(r, 1, "EX", "600")),
        state("the same for ever", 409, "ajeno", true, (t, r) -> t.token(r, 1)),
        state("text for ever", 409, "ajeno", true, (t, r) -> r.send("set", KEY, "x")),
        state("text for a while", 409, "ajeno", true, (t, r) -> r.send("set", KEY, "x", "EX", "9")),
        state("a hash", 409, "ajeno", true, (t, r) -> r.list("hset", KEY, "f", "1")),
        state("a list", 409, "ajeno", true, (t, r) -> r.list("rpush", KEY, "1")),
        // It answers, but refuses to write.
        state("READONLY", 503, "libre", false, (t, r) -> t.replica(r, OTHER.port())),
        state("OOM", 503, "libre", false, (t, r) -> t.set(r, "maxmemory", "1")),
        state("MISCONF", 503, "libre", false, (t, r) -> t.failToSave(r)),
        state("NOREPLICAS", 503, "libre", false, (t, r) -> t.set(r, "min-replicas-to-write", "1")),
        state("NOPERM to SET", 503, "libre", false, (t, r) -> t.permit(r, "-set")),
        state("NOPERM to write", 503, "libre", false, (t, r) -> t.permit(r, "-@write")),
        state(
            "SET renamed",
            503,
            "libre",
            false,
            (t, r) -> t.restart("--rename-command", "SET", "S")),
        // It answers, but refuses everything.
        state("NOPERM for the key", 503, "503", false, (t, r) -> t.permit(r, "resetkeys", "~x:*")),
        state("NOAUTH", 503, "503", false, (t, r) -> t.admit(r, "requirepass", "secret")),
        state("too many clients", 503, "503", false, (t, r) -> t.admit(r, "maxclients", "1")),
        state("MASTERDOWN", 503, "503", false, (t, r) -> t.staleReplica(r)),
        state("LOADING", 503, "503", false, (t, r) -> t.load(r)),
        state("BUSY", 503, "503", false, (t, r) -> t.loop(r)),
        state("CLUSTERDOWN", 503, "503", false, (t, r) -> t.clusterWithoutSlots()),
        // It does not answer.
        state(
            "paused by a client", 503, "503", false, (t, r) -> r.send("client", "PAUSE", "60000")),
        state("hung", 503, "503", false, (t, r) -> REDIS.pause()),
        state("gone", 503, "503", false, (t, r) -> REDIS.stop()),
        state(
            "something else there",
            503,
            "503",
            false,
            (t, r) -> t.instead("HTTP/1.1 400 \r\n\r\n")),
        state("hangs up", 503, "503", false, (t, r) -> t.instead("")));
  }

  @BeforeEach
  void anew() {
    REDIS.stop();
    REDIS.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> readiness() == 200);
    load();
    if (WARM.compareAndSet(false, true)) {
      // The first call of all also pays for loading the classes it needs.
      ops.start("ProductList", "20250107_001", "warm-up");
      estado();
      REDIS.stop();
      REDIS.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> readiness() == 200);
      load();
    }
  }

  private void load() {
    List.of(
            "CO_EVENTOSCARGASNAPSHOTDEALERS",
            "CO_EVENTOSCARGASINCCONTROL",
            "CO_EVENTOSCARGAPROCESO")
        .forEach(table -> sql.update("delete from " + table));
    data.load("ProductList", "20250107_001").insert();
  }

  @AfterEach
  void tidy() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @AfterAll
  static void stop() {
    REDIS.close();
    OTHER.close();
  }

  @ParameterizedTest
  @MethodSource("states")
  void isToldRightByAll(State state) throws Exception {
    try (RedisCommands redis = REDIS.commands()) {
      state.way.go(this, redis);

      int ready = state.good ? 200 : 503;
      await().atMost(Duration.ofSeconds(15)).until(() -> within(this::readiness) == ready);
      // The connection to a replica is left at once, and the next one is there a moment later.
      await("estado").atMost(AT_MOST).until(() -> within(this::estado).equals(state.state));
      assertThat(within(() -> ops.start("ProductList", "20250107_001", "states")).statusCode())
          .as("POST")
          .isEqualTo(state.start);
      metrics.ask();
      assertThat(ops.scrape().sum("dealersync_component_up", "component", "redis"))
          .as("metric")
          .isEqualTo(state.good ? 1 : 0);
    }
  }

  private int readiness() {
    return ops.get("/actuator/health/readiness", null).statusCode();
  }

  private String estado() {
    HttpResponse<String> answer = ops.get(API + "/estado/ProductList", TestTokens.token());
    JsonNode data = OpsClient.json(answer).at("/data");
    if (answer.statusCode() != 200) {
      return Integer.toString(answer.statusCode());
    }
    if (data.at("/lockAjeno").asBoolean()) {
      return "ajeno";
    }
    return data.at("/lockActivo").asBoolean() ? "ocupado" : "libre";
  }

  private static <T> T within(Supplier<T> call) {
    long before = System.nanoTime();
    T answer = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_MOST);
    return answer;
  }

  private void token(RedisCommands redis, int attempt, String... life) {
    List<String> arguments = new ArrayList<>(List.of(KEY));
    arguments.add(PROCESS_ID + "|" + attempt + "|0123456789ABCDEF");
    arguments.addAll(List.of(life));
    redis.send("set", arguments.toArray(String[]::new));
  }

  private void set(RedisCommands redis, String name, String value) {
    redis.send("config", "SET", name, value);
  }

  private void permit(RedisCommands redis, String... rules) {
    List<String> arguments = new ArrayList<>(List.of("SETUSER", "default"));
    arguments.addAll(List.of(rules));
    redis.send("acl", arguments.toArray(String[]::new));
  }

  /** Those who are connected must come again. */
  private void admit(RedisCommands redis, String name, String value) {
    set(redis, name, value);
    redis.list("client", "KILL", "TYPE", "normal", "SKIPME", "yes");
  }

  private void replica(RedisCommands redis, int of) {
    redis.send("replicaof", "127.0.0.1", Integer.toString(of));
  }

  private void staleReplica(RedisCommands redis) {
    set(redis, "replica-serve-stale-data", "no");
    replica(redis, 1);
  }

  private void failToSave(RedisCommands redis) throws IOException {
    Files.createDirectories(directory.resolve("dump.rdb").resolve("in-the-way"));
    set(redis, "dir", directory.toString());
    set(redis, "save", "3600 1000000");
    redis.send("bgsave");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> redis.send("info", "persistence").contains("rdb_last_bgsave_status:err"));
  }

  private void restart(String... options) {
    REDIS.stop();
    REDIS.start(options);
  }

  private void clusterWithoutSlots() {
    restart("--cluster-enabled", "yes", "--dir", directory.toString());
  }

  /** From a file of which each key takes a while. */
  private void load(RedisCommands redis) {
    set(redis, "rdbcompression", "no");
    redis.list("eval", "for i = 1, 4000 do redis.call('SET', i, string.rep('x', 20000)) end", "0");
    set(redis, "dir", directory.toString());
    redis.send("save");
    // It answers after each 2 MB, which is each 0.4 s.
    restart("--dir", directory.toString(), "--key-load-delay", "4000");
  }

  private void loop(RedisCommands redis) {
    set(redis, "lua-time-limit", "50");
    try (Socket other = new Socket("127.0.0.1", REDIS.port())) {
      other
          .getOutputStream()
          .write("EVAL \"while true do end\" 0\r\n".getBytes(StandardCharsets.US_ASCII));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                try {
                  redis.send("ping");
                  return false;
                } catch (RedisException e) {
                  return e.getMessage().startsWith("BUSY");
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another server in its place, which answers each connection with this. */
  private void instead(String answer) throws IOException {
    REDIS.stop();
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), REDIS.port()));
    open.add(server);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                  client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The next one.
                }
              }
            });
  }
}
