package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Random;
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

  private static final int RUNS = Integer.getInteger("chaos.runs", 300);

  /** That many rounds in a row, by their seeds, strike one cluster; the next has other settings. */
  private static final int ROUNDS = 8;

  private static final long SEED =
      Long.getLong("chaos.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));

  @Test
  void everyGuaranteeHoldsInEveryFaultedRun() {
    long seed = SEED;
    for (int runs = 0; runs < RUNS; ) {
      try (Cluster cluster = Cluster.started("seeded", settings(seed))) {
        do {
          runs += faultedRuns(cluster, seed);
        } while (++seed % ROUNDS != 0 && runs < RUNS);
      }
    }
  }

  /** The same for each seed that a cluster may have been struck with before. */
  private static Settings settings(long seed) {
    Settings quick = Settings.quick(3).withClocks();
    Random random = new Random(seed / ROUNDS);
    return quick.varied(random).withRounds(random);
  }

  private static int faultedRuns(Cluster cluster, long seed) {
    Round round = new Round(cluster, seed);
    long began = System.nanoTime();
    System.out.printf("Seed %d%n", seed);
    int runs = play(round, cluster, seed);
    System.out.printf(
        "Seed %d: %s; %d runs, %d s%n",
        seed, round.faults(), runs, (System.nanoTime() - began) / 1_000_000_000);
    assertThat(new Checker(cluster.history()).violations())
        .as(() -> "Seed %s: %s%n%s".formatted(seed, round, cluster.logs()))
        .isEmpty();
    return runs;
  }

  private static int play(Round round, Cluster cluster, long seed) {
    try {
      return round.play();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("Seed %d: %s%n%s".formatted(seed, round, cluster.logs()), e);
    }
  }
}
