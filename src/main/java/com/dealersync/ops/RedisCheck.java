package com.dealersync.ops;

import com.dealersync.lock.LockReadiness;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Asks Redis whether a lock could be taken, for readiness and the metric. A {@code PING} is not
 * enough: a replica, a full server or one that denies us the keys also answers it. It asks at most
 * once a second, however many callers there are. Thread-safe.
 */
class RedisCheck implements HealthIndicator {

  private static final Duration PATIENCE = Duration.ofMillis(2_500);
  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  private final Probe<Answer> probe;
  private final LongSupplier nanoTime;
  private volatile @Nullable Answer last;

  RedisCheck(Supplier<LockReadiness> readiness, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.probe =
        new Probe<>(
            () -> {
              long before = nanoTime.getAsLong();
              LockReadiness said = readiness.get();
              long at = nanoTime.getAsLong();
              Answer answer = new Answer(said, Duration.ofNanos(at - before), at);
              last = answer;
              return answer;
            });
  }

  /**
   * @param took how long it took
   * @param at by the monotonic clock
   */
  private record Answer(LockReadiness readiness, Duration took, long at) {}

  /** For the page of operators; fails if Redis does not answer. */
  CompletableFuture<Condition.Redis> condition() {
    return ask()
        .thenApply(
            answer ->
                switch (answer.readiness()) {
                  case LockReadiness.Ready ready -> new Condition.Redis(answer.took(), null);
                  case LockReadiness.Refused(String said) ->
                      new Condition.Redis(answer.took(), said.split(" ", 2)[0]);
                  case LockReadiness.Silent(Exception cause) ->
                      throw new CompletionException(cause);
                });
  }

  private CompletableFuture<Answer> ask() {
    Answer known = last;
    return known != null && nanoTime.getAsLong() - known.at() < REMEMBERED.toNanos()
        ? CompletableFuture.completedFuture(known)
        : probe.ask();
  }

  @Override
  public Health health() {
    try {
      return switch (ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).readiness()) {
        case LockReadiness.Ready ready -> Health.up().build();
        case LockReadiness.Refused(String answer) ->
            Health.down().withDetail("respuesta", answer).build();
        case LockReadiness.Silent(Exception cause) -> Health.down(cause).build();
      };
    } catch (ExecutionException | TimeoutException e) {
      return Health.down(e).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    }
  }
}
