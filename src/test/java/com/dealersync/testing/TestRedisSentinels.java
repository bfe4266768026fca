package com.dealersync.testing;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A master with a replica, watched by three Sentinels. Needs a Unix; not thread-safe. */
public final class TestRedisSentinels implements Closeable {

  /** For {@code spring.data.redis.sentinel.master}. */
  public static final String MASTER = "mymaster";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<TestRedis> servers = new ArrayList<>();
  private final List<TestRedis> sentinels = new ArrayList<>();

  private final TemporaryDirectories directories = new TemporaryDirectories();

  private TestRedisSentinels() {}

  /** One that is ready to fail over. */
  public static TestRedisSentinels started() {
    TestRedisSentinels redis = new TestRedisSentinels();
    try {
      redis.start();
      return redis;
    } catch (RuntimeException | Error e) {
      redis.close();
      throw e;
    }
  }

  private void start() {
    TestRedis master = TestRedis.started("--repl-diskless-sync-delay", "0");
    servers.add(master);
    servers.add(TestRedis.started("--replicaof", "127.0.0.1", Integer.toString(master.port())));
    for (int i = 0; i < 3; i++) {
      sentinels.add(sentinel(master.port()));
    }
    await("the Sentinels know all")
        .atMost(PATIENCE)
        .until(() -> sentinels.stream().allMatch(TestRedisSentinels::knowsAll));
  }

  private static boolean knowsAll(TestRedis sentinel) {
    try (RedisCommands commands = sentinel.commands()) {
      List<Object> master = commands.list("sentinel", "MASTER", MASTER);
      return "1".equals(master.get(master.indexOf("num-slaves") + 1))
          && "2".equals(master.get(master.indexOf("num-other-sentinels") + 1))
          && "slave".equals(firstReplicaFlags(commands));
    }
  }

  private static Object firstReplicaFlags(RedisCommands commands) {
    List<?> replica = (List<?>) commands.list("sentinel", "REPLICAS", MASTER).getFirst();
    boolean inStep = "ok".equals(replica.get(replica.indexOf("master-link-status") + 1));
    return inStep ? replica.get(replica.indexOf("flags") + 1) : "out of step";
  }

  /** For {@code spring.data.redis.sentinel.nodes}. */
  public String addresses() {
    return sentinels.stream()
        .map(sentinel -> "127.0.0.1:" + sentinel.port())
        .collect(Collectors.joining(","));
  }

  public TestRedis master() {
    int port = masterPort(sentinels.getFirst());
    return servers.stream().filter(server -> server.port() == port).findFirst().orElseThrow();
  }

  /** Returns once all Sentinels name another master, and that one says that it is. */
  public void awaitFailover(TestRedis gone) {
    await("another master")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                sentinels.stream().allMatch(each -> masterPort(each) != gone.port())
                    && isMaster(master()));
  }

  private static boolean isMaster(TestRedis server) {
    try (RedisCommands commands = server.commands()) {
      return commands.send("info", "replication").contains("role:master");
    }
  }

  private static int masterPort(TestRedis sentinel) {
    try (RedisCommands commands = sentinel.commands()) {
      List<Object> address = commands.list("sentinel", "GET-MASTER-ADDR-BY-NAME", MASTER);
      return Integer.parseInt((String) address.get(1));
    }
  }

  private TestRedis sentinel(int master) {
    try {
      Path directory = directories.next();
      Path file = directory.resolve("sentinel.conf");
      int port = TestRedis.freePort();
      Files.writeString(
          file,
          """
          port %d
          bind 127.0.0.1
          dir %s
          sentinel monitor %s 127.0.0.1 %d 2
          sentinel down-after-milliseconds %3$s 1000
          sentinel failover-timeout %3$s 5000
          """
              .formatted(port, directory, MASTER, master));
      return TestRedis.started(port, any -> List.of(file.toString(), "--sentinel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sentinels.forEach(TestRedis::close);
    servers.forEach(TestRedis::close);
    directories.close();
  }
}
