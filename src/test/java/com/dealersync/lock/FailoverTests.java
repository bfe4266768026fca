package com.dealersync.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.RedisCommands;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestRedisCluster;
import com.dealersync.testing.TestRedisSentinels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A lock can be taken within 10 s after real servers have failed over, as the service's own
 * settings have it.
 */
@Timeout(90)
@Tag("slow")
class FailoverTests {

  private static final Logger log = LoggerFactory.getLogger(FailoverTests.class);
  private static final Duration HEALED = Duration.ofSeconds(10);
  private static final String LOCK = "lock:sync:";
  private static final String KEY = LOCK + "ProductList";

  /** Enough to lie on every master of a cluster. */
  private static final List<String> TYPES =
      Stream.concat(Stream.of("ProductList"), IntStream.range(0, 20).mapToObj(i -> "Type" + i))
          .toList();

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(LockProperties.class)
  @Import({
    RedisClientConfiguration.class,
    DistributedLock.class,
    LockMetrics.class,
    SimpleMeterRegistry.class
  })
  static class Service {}

  /** How a master goes. */
  enum End {
    /** Its connections are reset. */
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
  void aClusterThatFailedOver(End end) {
    try (TestRedisCluster cluster = TestRedisCluster.started()) {
      run(
          lock -> {
            TestRedis master = cluster.masterOf(KEY);
            end.way.accept(master);
            cluster.awaitFailover(master, KEY);
            assertHealed(lock, "Cluster, a master " + end);
          },
          "spring.data.redis.cluster.nodes=" + cluster.addresses());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMasterThatSentinelsReplaced(End end) {
    try (TestRedisSentinels redis = TestRedisSentinels.started()) {
      run(
          lock -> {
            TestRedis master = redis.master();
            end.way.accept(master);
            redis.awaitFailover(master);
            assertHealed(lock, "Sentinel, the master " + end);
          },
          "spring.data.redis.sentinel.master=" + TestRedisSentinels.MASTER,
          "spring.data.redis.sentinel.nodes=" + redis.addresses());
    }
  }

  @Test
  void locksOnEveryMasterAreClearedAndNothingElse() {
    try (TestRedisCluster cluster = TestRedisCluster.started()) {
      run(
          lock -> {
            assertThat(TYPES.stream().map(type -> cluster.masterOf(LOCK + type).port()).distinct())
                .as("masters with a lock")
                .hasSize(3);
            send(cluster, "set", "lock:other", "x");

            assertThat(lock.clear()).hasValue(TYPES.size());

            assertThat(TYPES).allMatch(type -> lock.view(type) instanceof LockView.Free);
            assertThat(send(cluster, "get", "lock:other")).isEqualTo("x");
            assertThat(lock.clear()).hasValue(0);
          },
          "spring.data.redis.cluster.nodes=" + cluster.addresses());
    }
  }

  private static void run(Consumer<DistributedLock> test, String... settings) {
    new ApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withConfiguration(AutoConfigurations.of(RedisAutoConfiguration.class))
        .withUserConfiguration(Service.class)
        .withPropertyValues(settings)
        .run(
            context -> {
              DistributedLock lock = context.getBean(DistributedLock.class);
              assertThat(TYPES).allMatch(type -> answers(lock, type));
              test.accept(lock);
            });
  }

  private static String send(TestRedisCluster cluster, String command, String key, String... more) {
    List<String> arguments = new ArrayList<>(List.of(key));
    arguments.addAll(List.of(more));
    try (RedisCommands redis = cluster.masterOf(key).commands()) {
      return redis.send(command, arguments.toArray(String[]::new));
    }
  }

  private static void assertHealed(DistributedLock lock, String what) {
    long since = System.nanoTime();
    for (String type : TYPES) {
      Duration rest = HEALED.minusNanos(System.nanoTime() - since);
      await(type)
          .atMost(rest)
          .pollInterval(Duration.ofMillis(50))
          .pollDelay(Duration.ZERO)
          .until(() -> answers(lock, type));
    }
    log.info("{}: locks {} ms later", what, (System.nanoTime() - since) / 1_000_000);
  }

  private static boolean answers(DistributedLock lock, String type) {
    return !(lock.acquire(type, LockToken.ofNewRun()) instanceof Acquisition.Unavailable);
  }
}
