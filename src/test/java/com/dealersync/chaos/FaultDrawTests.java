package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultDrawTests {

  @Test
  void asManySeedsAsThereAreKindsDrawEachKind() {
    long first = new Random().nextInt();

    assertThat(
            LongStream.range(first, first + Fault.values().length)
                .mapToObj(seed -> Fault.drawn(seed, new Random(seed)).getFirst()))
        .containsExactlyInAnyOrder(Fault.values());
  }

  @Test
  void twoFaultsOfARoundStrikeDifferentParts() {
    for (long seed = 0; seed < 1_000; seed++) {
      assertThat(Fault.drawn(seed, new Random(seed)).stream().map(Fault::part))
          .as("seed %d", seed)
          .doesNotHaveDuplicates();
    }
  }
}
