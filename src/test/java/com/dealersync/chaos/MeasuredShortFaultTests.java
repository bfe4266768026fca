package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

  private static final int READERS = 40;

  private static Cluster cluster;
  private static Measure measure;

  @BeforeAll
  static void start() {
    cluster = Cluster.started("measured-short", Settings.shipped(3));
    measure = new Measure(cluster, new Figures("short-figures.md"));
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
    String load = measure.inFanOut("P01", Duration.ofSeconds(6));

    cluster.database().endSessions();

    recordsAgain("Every session ended once", load);
    completes(load);
  }

  @RepeatedTest(2)
  void everySessionIsEndedAgainAndAgain() {
    String load = measure.inFanOut("P02", Duration.ofSeconds(12));

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
    String load = measure.inFanOut("P03", Duration.ofSeconds(10));
    Tripwire record = new Tripwire().sends("(?i)update CO_EVENTOSCARGASNAPSHOTDEALERS");

    away(record, load, how, millis);

    recordsAgain("PostgreSQL " + word(how) + ", back within 4 s", load);
    completes(load);
  }

  @ParameterizedTest
  @CsvSource({"FAST, 1000", "IMMEDIATE, 300", "KILLED, 3000"})
  void theDatabaseIsAwayBetweenTransactions(Ending how, int millis) {
    String load = measure.inFanOut("P04", Duration.ofSeconds(10));
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
    String load = measure.inFanOut("P05", Duration.ofSeconds(15));
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
    measure.until(
        what + ": answers recorded again",
        at,
        () -> cluster.runs().dealers(load, "EXITOSO") > before);
  }

  private static void completes(String load) {
    await().atMost(Measure.PATIENCE).until(() -> cluster.runs().active() == 0);
    assertThat(cluster.status(load)).isEqualTo("COMPLETED");
  }

  private static String word(Ending how) {
    return switch (how) {
      case FAST -> "restarted";
      case IMMEDIATE, KILLED -> "crashed";
    };
  }

  private static void pass(Duration duration) {
    Scene.pass(duration);
  }
}
