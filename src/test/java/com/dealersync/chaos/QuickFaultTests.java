package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Cluster.Settings;
import com.dealersync.chaos.Dealers.Manner;
import com.dealersync.chaos.History.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The faults that happen most, each once. All of them, at random: {@link SeededFaultTests}. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class QuickFaultTests {

  private static final Duration TAKE_OVER = Duration.ofSeconds(45);

  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.started("quick", Settings.quick(2));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void everyGuaranteeHolds(TestInfo test) {
    cluster.recover();
    assertThat(new Checker(cluster.history()).violations()).as(cluster::logs).isEmpty();
    System.out.printf("%s: %d runs%n", test.getDisplayName(), cluster.history().runs().size());
  }

  @Test
  void anotherNodeFinishesWhatAKilledOneLeft() {
    Node victim = cluster.node(0);
    String inFanOut = work("P01", Duration.ofSeconds(5));
    post(victim, "P01", inFanOut);
    awaitFanOut(inFanOut);
    String justAccepted = cluster.load("P02", 5);
    var killed = Moment.AFTER_THE_ROW.strike(cluster, "P02", justAccepted, Node::kill);

    assertThat(cluster.post(victim, "P02", justAccepted).status()).isZero();
    killed.join();
    Instant at = Instant.now();
    victim.start();

    await().atMost(TAKE_OVER).until(() -> cluster.attempt(inFanOut) == 2);
    System.out.println("taken over after " + Duration.between(at, Instant.now()));
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(justAccepted)));
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(inFanOut)));
  }

  @Test
  void aStoppingNodeHandsItsRunsOver() {
    Node stopping = cluster.node(1);
    String load = work("P03", Duration.ofSeconds(15));
    post(stopping, "P03", load);
    awaitFanOut(load);

    Instant at = Instant.now();
    stopping.terminate();

    await().atMost(Duration.ofSeconds(25)).until(() -> cluster.attempt(load) == 2);
    System.out.println("handed over after " + Duration.between(at, Instant.now()));
    stopping.awaitEnd();
    stopping.start();
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  /** The worst moment: with the run's row locked, for which whoever takes over has to wait. */
  @Test
  void aNodeThatStandsStillInATransactionHoldsNobodyUpAndWritesNothingMore() {
    Node owner = cluster.node(0);
    String load = work("P04", Duration.ofSeconds(5));
    post(owner, "P04", load);
    awaitFanOut(load);
    CompletableFuture<Cluster.Frozen> frozen = new CompletableFuture<>();
    owner
        .database()
        .watch(
            new Tripwire()
                .sends("(?i)CO_EVENTOSCARGASINCCONTROL.* for (no key )?update")
                .isAnswered()
                .then(() -> frozen.complete(cluster.freeze(owner))));

    try (Cluster.Frozen untilTakenOver = frozen.join()) {
      await().atMost(TAKE_OVER).until(() -> cluster.attempt(load) == 2);
    }
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  @Test
  void aRunGoesOnWhileRedisForgetsEverythingOrHangs() {
    String load = work("P05", Duration.ofSeconds(5));
    post(cluster.node(0), "P05", load);
    awaitFanOut(load);

    cluster.flushRedis();
    assertThat(cluster.post(cluster.node(1), "P05", load).status()).isEqualTo(409);
    cluster.redis().pause();
    Answer hung = cluster.post(cluster.node(1), "P06", cluster.load("P06", 1));
    cluster.redis().resume();

    assertThat(hung.status()).isEqualTo(503);
    assertThat(hung.took()).isLessThan(Duration.ofMillis(3_500));
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  @Test
  void aRunSurvivesADatabaseThatIsAwayForTenSeconds() {
    String load = work("P07", Duration.ofSeconds(5));
    post(cluster.node(0), "P07", load);
    awaitFanOut(load);

    cluster.database().stop();
    Instant stopped = Instant.now();
    await()
        .pollDelay(Duration.ofSeconds(10))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(cluster.post(cluster.node(1), "P08", "load").status()).isEqualTo(503));
    cluster.database().start();

    System.out.println("database away for " + Duration.between(stopped, Instant.now()));
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  private static String work(String processType, Duration length) {
    Duration oneSend = Duration.ofMillis(300);
    String load = cluster.load(processType, (int) length.dividedBy(oneSend) * Cluster.PARALLELISM);
    cluster.dealers().behave(load, new Manner.Slow(oneSend));
    return load;
  }

  private static void post(Node node, String processType, String load) {
    assertThat(cluster.postOnceFree(node, processType, load).status()).isEqualTo(202);
  }

  private static void awaitFanOut(String load) {
    await().atMost(Duration.ofSeconds(15)).until(() -> cluster.dealers().requests(load) > 20);
  }
}
