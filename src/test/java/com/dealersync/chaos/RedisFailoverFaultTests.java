package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Manner;
import com.dealersync.chaos.History.Answer;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestRedisCluster;
import com.dealersync.testing.TestRedisSentinels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica takes the place of the Redis that has the locks, while a run is at work. */
@Tag("chaos")
@EnabledOnOs({OS.LINUX, OS.MAC})
class RedisFailoverFaultTests {

  private static final int NODES = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** From when the servers agree on who has the place. */
  private static final Duration ACCEPTED_AGAIN = Duration.ofSeconds(10);

  /** No other node is to have the run because the machine is busy. */
  private static final String LEASE = "120s";

  /** How a master goes. */
  enum End {
    DIES(TestRedis::stop),
    /** As with a host that is gone: nothing says that its connections are dead. */
    FALLS_SILENT(TestRedis::pause);

    private final Consumer<TestRedis> way;

    End(Consumer<TestRedis> way) {
      this.way = way;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRedisClusterFailsOver(End end) {
    try (TestRedisCluster redis = TestRedisCluster.started()) {
      aRunGoesOn(
          "redis-cluster",
          Map.of("spring.data.redis.cluster.nodes", redis.addresses()),
          processType -> redis.masterOf(lock(processType)) == redis.masterOf(lock("P01")),
          () -> {
            TestRedis master = redis.masterOf(lock("P01"));
            end.way.accept(master);
            redis.awaitFailover(master, lock("P01"));
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void sentinelsFailOver(End end) {
    try (TestRedisSentinels redis = TestRedisSentinels.started()) {
      aRunGoesOn(
          "redis-sentinels",
          Map.of(
              "spring.data.redis.sentinel.master",
              TestRedisSentinels.MASTER,
              "spring.data.redis.sentinel.nodes",
              redis.addresses()),
          processType -> true,
          () -> {
            TestRedis master = redis.master();
            end.way.accept(master);
            redis.awaitFailover(master);
          });
    }
  }

  /**
   * @param struck whether a process type's lock lies on the server that goes
   */
  private static void aRunGoesOn(
      String name, Map<String, String> redis, Predicate<String> struck, Runnable failover) {
    List<String> others =
        Cluster.processTypes().stream().skip(1).filter(struck).limit(NODES).toList();
    assertThat(others).hasSize(NODES);
    Settings settings =
        Settings.quick(NODES).with(redis).with(Map.of("dealer-sync.lock.ttl", LEASE));
    try (Cluster cluster = Cluster.started(name, settings)) {
      String load = cluster.load("P01", 20 * Cluster.PARALLELISM);
      cluster.dealers().behave(load, new Manner.Slow(Duration.ofSeconds(1)));
      assertThat(cluster.postOnceFree(cluster.node(0), "P01", load).status()).isEqualTo(202);
      await().atMost(PATIENCE).until(() -> cluster.dealers().requests(load) > 20);

      failover.run();
      Instant healed = Instant.now();

      List<CompletableFuture<Answer>> accepted = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        Node node = cluster.node(i);
        String processType = others.get(i);
        String next = cluster.load(processType, 2);
        accepted.add(
            CompletableFuture.supplyAsync(
                () -> accepted(cluster, node, processType, next), Thread::startVirtualThread));
      }
      for (CompletableFuture<Answer> each : accepted) {
        Answer answer = each.join();
        Duration after = Duration.between(healed, answer.answered());
        System.out.printf("%s: node %s accepts after %s%n", name, answer.node(), after);
        assertThat(after).as(cluster::logs).isLessThanOrEqualTo(ACCEPTED_AGAIN);
        await().atMost(PATIENCE).until(() -> "COMPLETED".equals(cluster.status(answer.idCarga())));
      }
      await().atMost(PATIENCE).until(() -> "COMPLETED".equals(cluster.status(load)));
      assertThat(cluster.attempt(load)).as("the run never stopped").isEqualTo(1);
      cluster.recover();
      assertThat(new Checker(cluster.history()).violations()).as(cluster::logs).isEmpty();
    }
  }

  private static Answer accepted(Cluster cluster, Node node, String processType, String load) {
    return await("node " + node.name() + " to accept a request")
        .atMost(PATIENCE)
        .until(() -> cluster.post(node, processType, load), answer -> answer.status() == 202);
  }

  private static String lock(String processType) {
    return "lock:sync:" + processType;
  }
}
