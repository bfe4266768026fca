package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Failure;
import com.dealersync.chaos.Dealers.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A node that is at work, reaches the dealers, and reaches the database no more. */
@Tag("chaos")
@EnabledOnOs({OS.LINUX, OS.MAC})
class CutOffFaultTests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BEFORE_THE_RETRY = Duration.ofSeconds(55);

  /** The lock lives for ten minutes as shipped, and another node gets the run after half a one. */
  @Test
  void sendsNothingAgainThatAnotherNodeHasSentMeanwhile() {
    Settings retriesLate =
        new Settings(
            2,
            Map.of(
                "dealer-sync.delivery.retry.delays",
                BEFORE_THE_RETRY.toSeconds() + "s",
                "dealer-sync.delivery.retry.jitter",
                "0"));
    try (Cluster cluster = Cluster.started("cut-off", retriesLate)) {
      String load = cluster.load("P01", 5);
      cluster.dealers().behave(load, new Manner.Failing(Failure.ERROR, 1));
      cluster.post(cluster.node(0), "P01", load);
      await().atMost(PATIENCE).until(() -> cluster.dealers().requests(load) >= 5);
      Instant failed = Instant.now();
      cutOff(cluster.owner(load).orElseThrow());

      await().atMost(PATIENCE).until(() -> "COMPLETED".equals(cluster.status(load)));
      assertThat(Duration.between(failed, Instant.now())).isLessThan(BEFORE_THE_RETRY);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Duration.between(failed, Instant.now()).compareTo(BEFORE_THE_RETRY.plusSeconds(5))
                      > 0);
      cluster.recover();

      assertThat(new Checker(cluster.history()).violations()).as(cluster::logs).isEmpty();
    }
  }

  /**
   * In the middle of the job server's sign of life: it waits for the answer, and notices nothing.
   */
  private static void cutOff(Node node) {
    Tripwire signOfLife = new Tripwire().sends("(?i)update DS_jobrunr_backgroundjobservers");
    node.database().watch(signOfLife.then(node.database()::silence));
    signOfLife.sprung().join();
  }
}
