package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a machine and a line that are a formula, on a clock that is a number. */
class AdaptiveLimitTests {
  private static final int PROCESSORS = 2;
  private static final int LEAST = 8;

  private long now;
  private AdaptiveLimit limit = new AdaptiveLimit(PROCESSORS, () -> now);
  private Random random = new Random(1);

  /**
   * What a send meets.
   *
   * @param perSecond the most that the node gets out
   * @param millis until the last byte is out, if nothing queues
   * @param spread by how much that differs from dealer to dealer, the sigma of a log-normal
   */
  private record Machine(double perSecond, double millis, double spread) {
    double nanos(int places, Random random) {
      double alone = millis * 1e6 * Math.exp(spread * random.nextGaussian());
      return Math.max(alone, places / perSecond * 1e9);
    }

    /** What the node gets out with so many places. */
    double rate(int places) {
      return Math.min(perSecond, places / (millis / 1e3));
    }
  }

  @Test
  void beginsWithFourForEachProcessor() {
    assertThat(limit.get()).isEqualTo(LEAST);
    assertThat(new AdaptiveLimit(1_000, () -> now).get()).isEqualTo(512);
  }

  @ParameterizedTest
  @CsvSource({"1000, 150", "600, 80", "2000, 200", "400, 300"})
  void findsWhatTheNodeCarriesWithinSeconds(double perSecond, double millis) {
    Machine machine = new Machine(perSecond, millis, 0);
    work(machine, Duration.ofSeconds(8));

    assertThat(machine.rate(limit.get())).isGreaterThan(0.9 * perSecond);
    assertThat((double) limit.get()).isLessThan(1.7 * perSecond * millis / 1e3);
  }

  /** With no way to go all places queue for the processors. */
  @Test
  void staysSmallWhereMorePlacesOnlyQueue() {
    Machine machine = new Machine(800, 0.5, 0);
    for (int i = 0; i < 60; i++) {
      work(machine, Duration.ofSeconds(1));
      assertThat(limit.get()).isBetween(LEAST, 2 * LEAST);
    }
    assertThat(limit.get()).isLessThanOrEqualTo(LEAST * 3 / 2);
  }

  @Test
  void givesWayWhereOthersTakeTheProcessorsAndComesBack() {
    work(new Machine(1_000, 150, 0), Duration.ofSeconds(10));
    int alone = limit.get();
    work(new Machine(400, 150, 0), Duration.ofSeconds(10));
    int shared = limit.get();
    work(new Machine(1_000, 150, 0), Duration.ofSeconds(10));

    assertThat(shared).isBetween(50, alone * 6 / 10);
    assertThat(limit.get()).isGreaterThan(alone * 7 / 10);
  }

  /** Taking their time for a queue would leave eight places, and 25 sends a second of 1,000. */
  @Test
  void doesNotTakeDealersFurtherAwayForAQueue() {
    work(new Machine(1_000, 20, 0), Duration.ofSeconds(10));
    Machine far = new Machine(1_000, 320, 0);
    work(far, Duration.ofSeconds(15));

    assertThat(far.rate(limit.get())).isGreaterThan(800);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void isNotLedAstrayByDealersThatDiffer(long seed) {
    random = new Random(seed);
    Machine machine = new Machine(700, 120, 0.6);
    work(machine, Duration.ofSeconds(10));
    double sum = 0;
    int most = 0;
    for (int i = 0; i < 200; i++) {
      work(machine, Duration.ofSeconds(1));
      sum += machine.rate(limit.get());
      most = Math.max(most, limit.get());
    }

    assertThat(sum / 200).isGreaterThan(0.85 * 700);
    assertThat(most).isLessThan(250);
  }

  @Test
  void doesNotMindAFewThatTakeSecondsToShakeHands() {
    Machine machine = new Machine(1_000, 150, 0);
    Machine slow = new Machine(1_000, 4_000, 0);
    double sum = 0;
    for (int i = 0; i < 40_000; i++) {
      send(i % 20 == 0 ? slow : machine);
      sum += i < 20_000 ? 0 : machine.rate(limit.get());
    }

    assertThat(sum / 20_000).isGreaterThan(900);
  }

  @Test
  void neverPassesItsBounds() {
    for (int i = 0; i < 400; i++) {
      work(
          new Machine(50 + random.nextInt(20_000), 1 + random.nextInt(2_000), 1),
          Duration.ofMillis(random.nextInt(2_000)));
      assertThat(limit.get()).isBetween(LEAST, 512);
    }
    work(new Machine(1e6, 1_000, 0), Duration.ofMinutes(2));
    assertThat(limit.get()).isGreaterThan(380);
  }

  /** What the sends before had made of it: it may take some looks, but no hundreds. */
  @Test
  void doesNotKeepAQueueThatItTookForTheUsualTime() {
    work(new Machine(1e6, 1_000, 0), Duration.ofMinutes(1));
    Machine near = new Machine(800, 0.5, 0);
    work(near, Duration.ofSeconds(30));

    assertThat(limit.get()).isLessThanOrEqualTo(LEAST * 3 / 2);
  }

  private void work(Machine machine, Duration time) {
    for (long until = now + time.toNanos(); now < until; ) {
      send(machine);
    }
  }

  /** All places are taken, so one send ends each time / places. */
  private void send(Machine machine) {
    double nanos = machine.nanos(limit.get(), random);
    double every = Math.max(1e9 / machine.perSecond, machine.millis * 1e6 / limit.get());
    now += (long) every;
    limit.sent((long) Math.max(nanos, TimeUnit.MICROSECONDS.toNanos(100)));
  }
}
