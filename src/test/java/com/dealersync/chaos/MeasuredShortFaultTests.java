package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Manner;
import com.dealersync.chaos.Postmaster.Ending;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What faults do that are over in a moment, with the shipped settings, and how long runs notice
 * them; the figures end up in {@code target/chaos/short-figures.md}.
 */
@Tag("chaos")
@EnabledOnOs({OS.LINUX, OS.MAC})
class MeasuredShortFaultTests {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration ONE_SEND = Duration.ofMillis(400);
  private static final int READERS = 40;
  private static final Figures FIGURES = new Figures("short-figures.md");

  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.started("measured-short", Settings.shipped(3));
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

  @RepeatedTest(6)
  void everySessionIsEndedOnce() {
    String load = inFanOut("P01", Duration.ofSeconds(6));

    cluster.database().endSessions();

    recordsAgain("Every session ended once", load);
    completes(load);
  }

  @RepeatedTest(2)
  void everySessionIsEndedAgainAndAgain() {
    String load = inFanOut("P02", Duration.ofSeconds(12));

    for (int i = 0; i < 5; i++) {
      cluster.database().endSessions();
      pass(Duration.ofSeconds(1));
    }

    recordsAgain("Every session ended five times", load);
    completes(load);
  }

  @ParameterizedTest
  @CsvSource({
    "FAST, 300", "FAST, 1000", "FAST, 3000",
    "IMMEDIATE, 300", "IMMEDIATE, 1000", "IMMEDIATE, 3000",
    "KILLED, 300", "KILLED, 1000", "KILLED, 3000"
  })
  void theDatabaseIsAwayInMidTransaction(Ending how, int millis) {
    String load = inFanOut("P03", Duration.ofSeconds(10));
    Tripwire record = new Tripwire().sends("(?i)update CO_EVENTOSCARGASNAPSHOTDEALERS");

    away(record, load, how, millis);

    recordsAgain("PostgreSQL " + word(how) + ", back within 4 s", load);
    completes(load);
  }

  @ParameterizedTest
  @CsvSource({"FAST, 1000", "IMMEDIATE, 300", "KILLED, 3000"})
  void theDatabaseIsAwayBetweenTransactions(Ending how, int millis) {
    String load = inFanOut("P04", Duration.ofSeconds(10));
    Tripwire committed =
        new Tripwire()
            .sends("(?i)update CO_EVENTOSCARGASNAPSHOTDEALERS")
            .sends("COMMIT")
            .isAnswered();

    away(committed, load, how, millis);

    recordsAgain("PostgreSQL " + word(how) + ", back within 4 s", load);
    completes(load);
  }

  /** Whose table no run needs. */
  @Test
  void readersWaitForALockedTable() {
    String load = inFanOut("P05", Duration.ofSeconds(15));
    try (TableLock lock = new TableLock(cluster, "CO_DS_AUDITORIA")) {
      lock.readers(READERS);
      pass(Duration.ofSeconds(8));
    }

    completes(load);
    assertThat(cluster.attempt(load)).as("the run never stopped").isEqualTo(1);
  }

  /** As one of another version does, while it is put in the others' place. */
  @Test
  void aNodeKnowsAProcessTypeThatTheOthersDoNot() {
    Node knowing = cluster.node(2);
    knowing.terminate();
    knowing.awaitEnd();
    knowing.change(Settings.definition("NEW"));
    knowing.start();
    knowing.awaitWell();

    for (int i = 0; i < 4; i++) {
      String load = cluster.load("NEW", 5);
      assertThat(cluster.postOnceFree(knowing, "NEW", load).status()).isEqualTo(202);
      completes(load);
    }
  }

  private static void away(Tripwire moment, String load, Ending how, int millis) {
    moment.then(() -> cluster.database().stop(how));
    cluster.owner(load).orElseThrow().database().watch(moment);
    moment.sprung().join();
    pass(Duration.ofMillis(millis));
    cluster.database().start();
  }

  /** What dealers have answered. */
  private static void recordsAgain(String what, String load) {
    Instant at = Instant.now();
    int before = cluster.runs().dealers(load, "EXITOSO");
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster.runs().dealers(load, "EXITOSO") > before);
    FIGURES.add(what + ": answers recorded again", Duration.between(at, Instant.now()));
  }

  private static void completes(String load) {
    await().atMost(PATIENCE).until(() -> cluster.runs().active() == 0);
    assertThat(cluster.status(load)).isEqualTo("COMPLETED");
  }

  private static String word(Ending how) {
    return switch (how) {
      case FAST -> "restarted";
      case IMMEDIATE, KILLED -> "crashed";
    };
  }

  private static String inFanOut(String processType, Duration length) {
    String load = cluster.load(processType, (int) length.dividedBy(ONE_SEND) * Cluster.PARALLELISM);
    cluster.dealers().behave(load, new Manner.Slow(ONE_SEND));
    assertThat(cluster.postOnceFree(cluster.node(0), processType, load).status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> cluster.dealers().requests(load) > 20);
    return load;
  }

  private static void pass(Duration duration) {
    Scene.pass(duration);
  }
}
