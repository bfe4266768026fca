package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Manner;
import com.dealersync.chaos.History.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults that happen most, each once. All of them, at random: {@link SeededFaultTests}. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("slow")
class QuickFaultTests {

  private static final Duration TAKE_OVER = Duration.ofSeconds(45);

  /** Five seconds are promised, and measured where nothing else runs; a build has other work. */
  private static final Duration HAND_OVER = Duration.ofSeconds(10);

  private static final String LOCK_CLEANING =
      "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos/limpiar-locks";

  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.started("quick", Settings.quick(2));
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

  @Test
  void anotherNodeFinishesWhatAKilledOneLeft() {
    String inFanOut = inFanOut("P01", Duration.ofSeconds(5));
    Node victim = cluster.owner(inFanOut).orElseThrow();
    String justAccepted = cluster.load("P02", 5);
    var killed = Moment.AFTER_THE_ROW.strike(cluster, "P02", justAccepted, Node::kill);

    assertThat(cluster.post(victim, "P02", justAccepted).status()).isZero();
    killed.join();
    victim.start();

    await().atMost(TAKE_OVER).until(() -> cluster.attempt(inFanOut) == 2);
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(justAccepted)));
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(inFanOut)));
  }

  @Test
  void aStoppingNodeHandsItsRunsOver() {
    String load = inFanOut("P03", Duration.ofSeconds(15));
    Node stopping = cluster.owner(load).orElseThrow();

    stopping.terminate();

    await().atMost(HAND_OVER).until(() -> cluster.attempt(load) == 2);
    stopping.awaitEnd();
    stopping.start();
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  /** The worst moment: with the run's row locked, for which whoever takes over has to wait. */
  @Test
  void aNodeThatStandsStillInATransactionHoldsNobodyUpAndWritesNothingMore() {
    String load = inFanOut("P04", Duration.ofSeconds(5));
    Node owner = cluster.owner(load).orElseThrow();
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
    String load = inFanOut("P05", Duration.ofSeconds(5));

    cluster.flushRedis();
    assertThat(cluster.post(cluster.node(1), "P05", load).status()).isEqualTo(409);
    cluster.redis().pause();
    Answer hung = cluster.post(cluster.node(1), "P06", cluster.load("P06", 1));
    cluster.redis().resume();

    assertThat(hung.status()).isEqualTo(503);
    assertThat(hung.took()).isLessThan(Duration.ofSeconds(3));
    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  @Test
  void aRunSurvivesADatabaseThatIsAwayForTenSeconds() {
    String load = inFanOut("P07", Duration.ofSeconds(5));

    cluster.database().stop();
    await()
        .pollDelay(Duration.ofSeconds(10))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(cluster.post(cluster.node(1), "P08", "load").status()).isEqualTo(503));
    cluster.database().start();

    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  @Test
  void aRunSurvivesThatEverySessionIsEndedOnce() {
    String load = inFanOut("P09", Duration.ofSeconds(3));

    cluster.database().endSessions();

    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  /** A moment only, in the middle of a transaction that records what dealers answered. */
  @ParameterizedTest
  @EnumSource
  void aRunSurvivesADatabaseThatRestarts(Postmaster.Ending how) {
    String load = inFanOut("P10", Duration.ofSeconds(3));
    Tripwire record = new Tripwire().sends("(?i)update CO_EVENTOSCARGASNAPSHOTDEALERS");
    cluster
        .owner(load)
        .orElseThrow()
        .database()
        .watch(record.then(() -> cluster.database().stop(how)));
    record.sprung().join();
    cluster.database().start();

    await().atMost(TAKE_OVER).until(() -> "COMPLETED".equals(cluster.status(load)));
  }

  /** Not a fault, but seen in a production process only: what a stranger finds there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void listensForItsApiAndHasNothingOfDevelopment() throws Exception {
    Node node = cluster.node(0);

    assertThat(node.listensOn()).containsExactly(node.port());
    for (String path :
        List.of(
            "/dev/token",
            "/swagger-ui.html",
            "/swagger-ui/index.html",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/api-docs/swagger-config")) {
      assertThat(node.send(node.request(path)).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(node.send(node.request(LOCK_CLEANING).DELETE()).statusCode()).isEqualTo(404);
    try (JarFile jar =
        new JarFile(
            ProductionClassPath.in(Path.of("target", "chaos").toAbsolutePath()).jar().toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("com/dealersync/DealerSyncApplication.class")
          .noneMatch(name -> name.matches("com/dealersync/(dev|testing|chaos)/.*|.*Dev.*"));
    }
  }

  /** A run at work, for about that long. */
  private static String inFanOut(String processType, Duration length) {
    Duration oneSend = Duration.ofMillis(300);
    String load = cluster.load(processType, (int) length.dividedBy(oneSend) * Cluster.PARALLELISM);
    cluster.dealers().behave(load, new Manner.Slow(oneSend));
    assertThat(cluster.postOnceFree(cluster.node(0), processType, load).status()).isEqualTo(202);
    await().atMost(Duration.ofSeconds(15)).until(() -> cluster.dealers().requests(load) > 20);
    return load;
  }
}
