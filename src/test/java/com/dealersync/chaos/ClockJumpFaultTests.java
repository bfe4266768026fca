package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose clock jumps by hours while it and the others work. */
@Tag("chaos")
@EnabledOnOs(OS.LINUX)
class ClockJumpFaultTests {

  private static final Duration ONE_SEND = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration TAKE_OVER = Duration.ofSeconds(45);

  /** Longer than job servers wait for each other, and than the lock lives. */
  private static final Duration LONG = Duration.ofSeconds(40);

  private static Cluster cluster;

  @BeforeAll
  static void start() {
    assumeThat(WallClock.isAvailable())
        .as("libfaketime, of Debian's package faketime, is installed")
        .isTrue();
    cluster = Cluster.started("clock-jump", Settings.quick(3).withClocks());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void everyGuaranteeHolds() {
    cluster.recover();
    assertThat(new Checker(cluster.history()).violations()).as(cluster::logs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void noRunNoticesIt(int hours) {
    List<String> loads = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      for (int i = 0; i < 2; i++) {
        loads.add(
            inFanOut(
                node, Cluster.processType(loads.size() + 1), LONG.plus(Duration.ofSeconds(10))));
      }
    }
    Node jumping = cluster.owner(loads.getFirst()).orElseThrow();
    assertThat(loads.stream().map(load -> cluster.owner(load).orElseThrow()).distinct())
        .as("nodes at work")
        .hasSizeGreaterThan(1);

    jumpFor(jumping, hours, LONG);

    await().atMost(PATIENCE).until(() -> loads.stream().allMatch(ClockJumpFaultTests::isCompleted));
    assertThat(loads)
        .allSatisfy(
            load -> {
              assertThat(cluster.attempt(load)).isEqualTo(1);
              assertThat(cluster.dealers().refusals(load)).isZero();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void aKilledNodesRunIsTakenOverWhateverTimeAnotherBelievesItIs(int hours) {
    Node victim = cluster.node(0);
    String load = inFanOut(victim, "P07", Duration.ofSeconds(5));
    Node owner = cluster.owner(load).orElseThrow();
    Node jumping = cluster.nodes().stream().filter(node -> node != owner).findFirst().orElseThrow();
    jumping.clock().orElseThrow().jump(Duration.ofHours(hours));
    owner.kill();

    await().atMost(TAKE_OVER).until(() -> cluster.attempt(load) == 2);
    await().atMost(PATIENCE).until(() -> isCompleted(load));
    assertThat(cluster.attempt(load)).isEqualTo(2);
  }

  /** It shows in what the node prints, so that the test cannot pass without a jump. */
  private static void jumpFor(Node node, int hours, Duration length) {
    Instant from = Instant.now();
    node.clock().orElseThrow().jump(Duration.ofHours(hours));
    String hour = from.plus(Duration.ofHours(hours)).toString().substring(0, 13);
    await()
        .pollDelay(length)
        .atMost(length.plus(PATIENCE))
        .until(() -> node.hasLogged("\n" + hour));
    node.clock().orElseThrow().jump(Duration.ZERO);
  }

  /** A run at work, for about that long. */
  private static String inFanOut(Node node, String processType, Duration length) {
    String load = cluster.load(processType, (int) length.dividedBy(ONE_SEND) * Cluster.PARALLELISM);
    cluster.dealers().behave(load, new Manner.Slow(ONE_SEND));
    assertThat(cluster.postOnceFree(node, processType, load).status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> cluster.dealers().requests(load) > 20);
    return load;
  }

  private static boolean isCompleted(String load) {
    return "COMPLETED".equals(cluster.status(load));
  }
}
