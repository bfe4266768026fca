package com.dealersync.chaos;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Round.Work;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.springframework.dao.DataAccessException;

/** What a fault finds, and how it chooses. */
record Scene(Cluster cluster, List<Work> works, RandomGenerator random) {

  private static final double SHORTEST_OUTAGE = 0.2;
  private static final double LONGEST_OUTAGE = 30;
  private static final Duration LONGEST_AWAY = Duration.ofMinutes(3);

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

  /** Tries again while the database is away, which another fault may be about. */
  static <T> T insist(Callable<T> change) {
    return await("the database to take a change")
        .atMost(LONGEST_AWAY)
        .ignoreExceptionsInstanceOf(DataAccessException.class)
        .until(change, Objects::nonNull);
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
