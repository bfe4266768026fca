package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Failure;
import com.dealersync.chaos.Dealers.Manner;
import com.dealersync.chaos.History.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each fault does to a cluster with the shipped settings, and how long it takes; the README
 * tells operators the figures that end up in {@code target/chaos/figures.md}.
 */
@Tag("chaos")
@EnabledOnOs({OS.LINUX, OS.MAC})
class MeasuredFaultTests {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration TAKE_OVER = Duration.ofSeconds(45);
  private static final Duration HAND_OVER = Duration.ofSeconds(5);
  private static final Duration BACK_AT_WORK = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private static Cluster cluster;
  private static Measure measure;

  @BeforeAll
  static void start() {
    cluster = Cluster.started("measured", Settings.shipped(3));
    measure = new Measure(cluster, new Figures("figures.md"));
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
  @EnumSource
  void aRunGoesOnWhateverItsNodeDidWhenItWasKilled(Moment moment) {
    String load = measure.work("P01", Duration.ofSeconds(4));
    // Another node may have the run before the client of the killed one notices anything.
    AtomicReference<Instant> died = new AtomicReference<>();
    var killed =
        moment.strike(
            cluster,
            "P01",
            load,
            node -> {
              died.set(Instant.now());
              node.kill();
            });
    Answer answer = cluster.post(cluster.node(0), "P01", load);
    killed.join();
    Instant at = died.get();

    switch (moment) {
      case BEFORE_THE_LOCK -> {
        assertThat(answer.status()).isZero();
        assertThat(cluster.postOnceFree(other(cluster.node(0)), "P01", load).status())
            .isEqualTo(202);
      }
      case AFTER_THE_LOCK -> {
        assertThat(cluster.post(other(cluster.node(0)), "P01", load).status()).isEqualTo(409);
        measure.until(
            "kill -9 " + moment + ": the process type free again",
            at,
            () -> cluster.post(other(cluster.node(0)), "P01", load).status() == 202);
      }
      case AFTER_THE_ROW, AFTER_THE_ENQUEUE, IN_MID_FAN_OUT -> {
        measure.until(
            "kill -9 " + moment + ": another node at work", at, () -> measure.sentAfter(load, at));
      }
      case BEFORE_THE_FINAL_STATE ->
          measure.until(
              "kill -9 " + moment + ": the final state", at, () -> measure.isCompleted(load));
      case BEFORE_THE_RELEASE -> {
        assertThat(measure.isCompleted(load)).isTrue();
        assertThat(
                cluster
                    .postOnceFree(
                        other(cluster.owner(load).orElseThrow()), "P01", cluster.load("P01", 1))
                    .status())
            .isEqualTo(202);
      }
    }
    cluster.recover();
    assertThat(cluster.status(load)).isEqualTo("COMPLETED");
  }

  @RepeatedTest(4)
  void anotherNodeTakesOverFromAKilledOne() {
    String load = measure.inFanOut("P02", Duration.ofSeconds(4));
    cluster.owner(load).orElseThrow().kill();
    Instant at = Instant.now();

    measure.until("kill -9: another node at work", at, () -> measure.sentAfter(load, at));
    assertThat(Measure.since(at)).isLessThan(TAKE_OVER);
  }

  @RepeatedTest(2)
  void theLastNodeTakesOverFromTheMasterAndTheOneAtWork() {
    String load = measure.inFanOut("P03", Duration.ofSeconds(4));
    Node owner = cluster.owner(load).orElseThrow();
    Node master = cluster.master();
    owner.kill();
    if (master != owner) {
      master.kill();
    } else {
      other(owner).kill();
    }
    Instant at = Instant.now();

    measure.until(
        "kill -9 of two, the job server's master among them: the third at work",
        at,
        () -> measure.sentAfter(load, at));
    assertThat(Measure.since(at)).isLessThan(TAKE_OVER);
  }

  @Test
  void theRunsGoOnAfterAllNodesWereKilled() {
    String load = measure.inFanOut("P04", Duration.ofSeconds(4));
    cluster.nodes().forEach(Node::kill);
    cluster.nodes().forEach(Node::start);
    Instant at = Instant.now();

    measure.until("kill -9 of all, started again: at work", at, () -> measure.sentAfter(load, at));
  }

  @RepeatedTest(3)
  void aStoppingNodeHandsOver() {
    String load = measure.inFanOut("P05", Duration.ofSeconds(20));
    Node owner = cluster.owner(load).orElseThrow();
    Instant at = Instant.now();
    owner.terminate();
    measure.until("SIGTERM: another node at work", at, () -> cluster.attempt(load) > 1);
    Duration handedOver = Measure.since(at);

    owner.awaitEnd();
    assertThat(handedOver).isLessThan(HAND_OVER);
  }

  @Test
  void aNodeThatStoodStillForLongSendsAndWritesNothingMore() {
    String load = measure.inFanOut("P06", Duration.ofSeconds(4));

    cluster.pause(
        cluster.owner(load).orElseThrow(),
        () -> await().atMost(TAKE_OVER).until(() -> measure.isCompleted(load)));

    assertThat(cluster.attempt(load)).isEqualTo(2);
  }

  @Test
  void requestsAreRefusedInTimeWithoutRedis() {
    String load = measure.inFanOut("P07", Duration.ofSeconds(20));
    String next = cluster.load("P08", 1);
    cluster.redis().stop();
    refusals("Redis stopped: POST answered 503", next);
    cluster.startRedis();
    cluster.recover();
    cluster.redis().pause();
    refusals("Redis hung: POST answered 503", next);
    cluster.redis().resume();
    Instant at = Instant.now();
    measure.until(
        "Redis back: POST accepted",
        at,
        () -> cluster.post(cluster.node(0), "P08", next).status() == 202);

    cluster.recover();
    assertThat(cluster.attempt(load)).as("the run never stopped").isEqualTo(1);
  }

  private static void refusals(String what, String load) {
    for (Node node : cluster.nodes()) {
      for (int i = 0; i < 5; i++) {
        Answer answer = cluster.post(node, "P08", load);
        measure.note(what, answer.took());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.took()).isLessThan(ANSWER);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 90})
  void nodesWorkAgainWhenTheDatabaseIsBack(int seconds) {
    List<String> loads =
        IntStream.rangeClosed(1, 3)
            .mapToObj(i -> measure.inFanOut("P0" + i, Duration.ofSeconds(15)))
            .toList();
    Set<Node> before = Set.copyOf(cluster.nodes());
    cluster.database().stop();
    Instant stopped = Instant.now();
    await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    Answer answer = cluster.post(cluster.node(1), "P09", "load");
    assertThat(answer.status()).isEqualTo(503);
    measure.note("Database stopped: POST answered 503", answer.took());
    await().atMost(PATIENCE).until(() -> Measure.since(stopped).toSeconds() >= seconds);
    cluster.database().start();
    Instant at = Instant.now();

    measure.until(
        "Database back after " + seconds + " s: every node ready",
        at,
        () -> before.stream().allMatch(Node::isWell));
    assertThat(Measure.since(at)).isLessThan(BACK_AT_WORK);
    String next = cluster.load("P10", 1);
    cluster.post(cluster.node(2), "P10", next);
    await()
        .atMost(BACK_AT_WORK.minus(Measure.since(at)))
        .until(() -> cluster.dealers().requests(next) > 0);
    measure.note("Database back after " + seconds + " s: a new run at work", Measure.since(at));
    for (String load : loads) {
      measure.until(
          "Database back after " + seconds + " s: a broken run ended",
          at,
          () -> measure.isCompleted(load));
    }
  }

  @Test
  void nodesWorkAgainWhenThereAreConnectionsAgain() {
    String load = measure.inFanOut("P01", Duration.ofSeconds(15));
    cluster.database().exhaustConnections();
    Instant exhausted = Instant.now();
    Answer answer = cluster.post(cluster.node(1), "P09", "load");
    assertThat(answer.status()).isEqualTo(503);
    measure.note("No connections: POST answered 503", answer.took());
    await().atMost(PATIENCE).until(() -> Measure.since(exhausted).toSeconds() >= 30);
    cluster.database().releaseConnections();
    Instant at = Instant.now();

    measure.until(
        "Connections back: every node ready",
        at,
        () -> cluster.nodes().stream().allMatch(Node::isWell));
    assertThat(Measure.since(at)).isLessThan(BACK_AT_WORK);
    measure.until("Connections back: a broken run ended", at, () -> measure.isCompleted(load));
  }

  @ParameterizedTest
  @EnumSource
  void aDealerThatDoesNotConfirmEndsAsFailedAndDelaysNobody(Failure how) {
    String bad = cluster.load("P01", 5);
    cluster.dealers().behave(bad, new Manner.Failing(how, Integer.MAX_VALUE));
    String good = cluster.load("P02", 200);
    Instant at = Instant.now();
    cluster.postOnceFree(cluster.node(0), "P01", bad);
    cluster.postOnceFree(cluster.node(0), "P02", good);

    await().atMost(PATIENCE).until(() -> measure.isCompleted(good) && measure.isCompleted(bad));
    measure.note("Dealers " + how + ": their run ended", Measure.since(at));
  }

  private static Node other(Node node) {
    return cluster.nodes().stream()
        .filter(n -> n != node && n.isRunning())
        .findFirst()
        .orElseThrow();
  }
}
