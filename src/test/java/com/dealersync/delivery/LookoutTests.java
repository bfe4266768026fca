package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LookoutTests {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Queue<Runnable> ready = new ArrayDeque<>();
  private long now = -7;
  private final Lookout lookout = new Lookout(() -> now, ready::add);

  @Test
  void looksEvery50Milliseconds() {
    pass(Duration.ofMillis(49));
    assertThat(lookout.isDue()).isFalse();

    pass(Duration.ofMillis(1));
    assertThat(lookout.isDue()).isTrue();
    assertThat(lookout.isDue()).isFalse();
  }

  @Test
  void judgesWhereAllIsWell() {
    for (int i = 0; i < 100; i++) {
      assertThat(judgesAfter(Lookout.EVERY)).isTrue();
    }
  }

  @Test
  void leavesASecondToReadAfterAStandstill() {
    assertThat(judgesAfter(Duration.ofSeconds(7))).isFalse();
    assertThat(judgesAfter(Duration.ofMillis(900))).isFalse();
    assertThat(judgesAfter(Duration.ofMillis(100))).isTrue();
  }

  @Test
  void waitsWhileThoseThatSendDoNotGetTheirTurn() {
    assertThat(judgesAfter(Lookout.EVERY)).isTrue();
    for (Duration waited = Lookout.EVERY;
        waited.compareTo(SECOND) < 0;
        waited = waited.plus(Lookout.EVERY)) {
      assertThat(looksAfter(Lookout.EVERY)).as("after %s", waited).isTrue();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(looksAfter(Lookout.EVERY)).isFalse();
    }

    assertThat(judgesAfter(Lookout.EVERY)).isFalse();
    assertThat(judgesAfter(Duration.ofMillis(900))).isFalse();
    assertThat(judgesAfter(Duration.ofMillis(100))).isTrue();
  }

  private boolean judgesAfter(Duration time) {
    ready.forEach(Runnable::run);
    ready.clear();
    return looksAfter(time);
  }

  private boolean looksAfter(Duration time) {
    pass(time);
    assertThat(lookout.isDue()).isTrue();
    return lookout.mayJudge();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
