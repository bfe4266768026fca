package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Random faults, again and again. A round that failed is repeated by its seed: {@code
 * -Dchaos.seed=… -Dchaos.runs=1}.
 */
@Tag("chaos")
@EnabledOnOs({OS.LINUX, OS.MAC})
class SeededFaultTests {

  private static final int RUNS = Integer.getInteger("chaos.runs", 200);
  private static final long SEED =
      Long.getLong("chaos.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));

  @Test
  void everyGuaranteeHoldsInEveryFaultedRun() {
    try (Cluster cluster = Cluster.started("seeded", Settings.quick(3).withClocks())) {
      int runs = 0;
      for (int i = 0; runs < RUNS; i++) {
        Round round = new Round(cluster, SEED + i);
        long began = System.nanoTime();
        System.out.printf("Seed %d%n", SEED + i);
        runs += play(round, cluster, SEED + i);
        System.out.printf(
            "Seed %d: %s; %d runs so far, %d s%n",
            SEED + i, round.faults(), runs, (System.nanoTime() - began) / 1_000_000_000);
        assertThat(new Checker(cluster.history()).violations())
            .as(() -> "Seed %s: %s%n%s".formatted(SEED, round, cluster.logs()))
            .isEmpty();
      }
    }
  }

  private static int play(Round round, Cluster cluster, long seed) {
    try {
      return round.play();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("Seed %d: %s%n%s".formatted(seed, round, cluster.logs()), e);
    }
  }
}
