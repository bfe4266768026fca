package com.dealersync.chaos;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.dealersync.chaos.Round.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** What a fault finds, and how it chooses. */
record Scene(Cluster cluster, List<Work> works, RandomGenerator random) {

  private static final double SHORTEST_OUTAGE = 0.2;
  private static final double LONGEST_OUTAGE = 30;

  <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  Node anyNode() {
    return any(cluster.nodes());
  }

  Work anyWork() {
    return any(works);
  }

  Duration upTo(int seconds) {
    return Duration.ofMillis(random.nextInt(seconds * 1_000));
  }

  /** As often of a second as of ten: what a short one breaks, a long one hides. */
  Duration outage() {
    double seconds =
        SHORTEST_OUTAGE * Math.pow(LONGEST_OUTAGE / SHORTEST_OUTAGE, random.nextDouble());
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  static void pass(Duration duration) {
    happens(new CompletableFuture<>(), duration);
  }

  /** Waits for it, and tells whether it happened in time. */
  static boolean happens(CompletableFuture<Void> event, Duration limit) {
    try {
      event.get(limit.toMillis(), MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
