package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Manner;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Nodes that stand still for longer than the lock lives and than job servers wait for them. */
@Tag("chaos")
@EnabledOnOs({OS.LINUX, OS.MAC})
class StandingStillFaultTests {

  /** An orphaned job waits longer each time before it is tried again, at most a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Test
  void aRunEndsAlthoughTheNodeThatHasItStandsStillFourTimesInARow() {
    try (Cluster cluster = Cluster.started("standing-still", Settings.quick(2))) {
      String load = cluster.load("P01", 600);
      cluster.dealers().behave(load, new Manner.Slow(Duration.ofMillis(300)));
      cluster.post(cluster.node(0), "P01", load);

      for (int attempt = 1; attempt <= 4; attempt++) {
        int next = attempt + 1;
        int before = cluster.dealers().requests(load);
        await().atMost(PATIENCE).until(() -> cluster.dealers().requests(load) > before + 20);
        cluster.pause(
            cluster.owner(load).orElseThrow(),
            () -> await().atMost(PATIENCE).until(() -> cluster.attempt(load) == next));
      }
      cluster.recover();

      assertThat(cluster.status(load)).isEqualTo("COMPLETED");
      assertThat(new Checker(cluster.history()).violations()).as(cluster::logs).isEmpty();
    }
  }
}
