package com.dealersync.testing;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three masters of a Redis Cluster, each with a replica. Needs a Unix; not thread-safe. */
public final class TestRedisCluster implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SLOTS = 16_384;
  private static final int MASTERS = 3;

  /** Of the ports that nodes speak to each other on, as fixed by Redis. */
  private static final int BUS = 10_000;

  private final List<TestRedis> nodes = new ArrayList<>();
  private final TemporaryDirectories directories = new TemporaryDirectories();

  private TestRedisCluster() {}

  /** A cluster that is well. */
  public static TestRedisCluster started() {
    TestRedisCluster cluster = new TestRedisCluster();
    try {
      cluster.start();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void start() {
    for (int i = 0; i < 2 * MASTERS; i++) {
      nodes.add(node());
    }
    List<RedisCommands> all = nodes.stream().map(TestRedis::commands).toList();
    try {
      for (int i = 0; i < MASTERS; i++) {
        String[] slots =
            IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        all.get(i).send("cluster", with("ADDSLOTS", slots));
      }
      for (TestRedis node : nodes) {
        all.getFirst().send("cluster", "MEET", "127.0.0.1", Integer.toString(node.port()));
      }
      await("the nodes know each other")
          .atMost(PATIENCE)
          .until(() -> all.stream().allMatch(node -> info(node, "cluster_known_nodes:6")));
      for (int i = 0; i < MASTERS; i++) {
        String master = all.get(i).send("cluster", "MYID");
        all.get(MASTERS + i).send("cluster", "REPLICATE", master);
      }
      await("the replicas are in step")
          .atMost(PATIENCE)
          .until(
              () ->
                  all.subList(MASTERS, 2 * MASTERS).stream()
                      .allMatch(
                          node -> node.send("info", "replication").contains("link_status:up")));
      await("the cluster is well")
          .atMost(PATIENCE)
          .until(() -> all.stream().allMatch(TestRedisCluster::isOk));
    } finally {
      all.forEach(RedisCommands::close);
    }
  }

  /** For {@code spring.data.redis.cluster.nodes}. */
  public String addresses() {
    return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
  }

  /** The master that a key lies on, as the node that is asked knows it. */
  public TestRedis masterOf(String key) {
    return node(masterOf(nodes.getFirst(), key));
  }

  public List<TestRedis> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * Returns once all that are left agree that the cluster is well, without the one that is gone.
   */
  public void awaitFailover(TestRedis gone, String key) {
    List<TestRedis> left = nodes.stream().filter(node -> node != gone).toList();
    await("the cluster is well again")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> left.stream().allMatch(node -> isOk(node) && masterOf(node, key) != gone.port()));
  }

  private static boolean isOk(TestRedis node) {
    try (RedisCommands commands = node.commands()) {
      return isOk(commands);
    }
  }

  private static boolean isOk(RedisCommands node) {
    return info(node, "cluster_state:ok");
  }

  private static boolean info(RedisCommands node, String line) {
    return node.send("cluster", "INFO").lines().anyMatch(line::equals);
  }

  private static int masterOf(TestRedis node, String key) {
    try (RedisCommands commands = node.commands()) {
      long slot = (Long) commands.list("cluster", "KEYSLOT", key).getFirst();
      for (Object each : commands.list("cluster", "SLOTS")) {
        List<?> range = (List<?>) each;
        if ((Long) range.get(0) <= slot && slot <= (Long) range.get(1)) {
          return ((Long) ((List<?>) range.get(2)).get(1)).intValue();
        }
      }
    }
    return -1;
  }

  private TestRedis node(int port) {
    return nodes.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
  }

  private TestRedis node() {
    String directory = directories.next().toString();
    return TestRedis.started(
        freePortWithBus(),
        port ->
            TestRedis.arguments(
                port,
                "--dir",
                directory,
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "1000"));
  }

  /** Below the ports that the kernel gives out, so that nobody takes the second one meanwhile. */
  static int freePortWithBus() {
    for (int i = 0; i < 1_000; i++) {
      int port = ThreadLocalRandom.current().nextInt(11_000, 22_000);
      if (isFree(port) && isFree(port + BUS)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static String[] with(String first, String... others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() {
    nodes.forEach(TestRedis::close);
    directories.close();
  }
}
