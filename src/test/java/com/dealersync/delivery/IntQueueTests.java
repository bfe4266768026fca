package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntQueueTests {

  @Test
  void givesBackWhatItGotInThatOrder() {
    IntQueue queue = new IntQueue();
    ArrayDeque<Integer> model = new ArrayDeque<>();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      boolean growing = (i / 1_000) % 2 == 0;
      if (model.isEmpty() || random.nextInt(10) < (growing ? 7 : 3)) {
        queue.add(i);
        model.add(i);
      } else {
        assertThat(queue.remove()).isEqualTo(model.remove());
      }
      assertThat(queue.size()).isEqualTo(model.size());
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
    }
  }
}
