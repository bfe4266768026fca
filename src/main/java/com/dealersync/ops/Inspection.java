package com.dealersync.ops;

import com.dealersync.sync.JobServerView;
import com.dealersync.sync.JobServers;
import com.dealersync.sync.LongRun;
import com.dealersync.sync.Watchdog;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what operators want to know first, also if some of the servers do not respond.
 * Thread-safe.
 */
public class Inspection {

  private static final Logger log = LoggerFactory.getLogger(Inspection.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String version;
  private final Watchdog watchdog;
  private final RedisCheck redis;
  private final Probe<Duration> database;
  private final Probe<List<JobServerView>> jobServers;
  private final Probe<List<LongRun>> longRuns;

  Inspection(
      String version,
      RedisCheck redis,
      DataSource database,
      JobServers jobServers,
      Watchdog watchdog) {
    this.version = version;
    this.watchdog = watchdog;
    this.redis = redis;
    this.database = new Probe<>(() -> ping(database));
    this.jobServers = new Probe<>(jobServers::all);
    this.longRuns = new Probe<>(watchdog::longRuns);
  }

  /** Asks all servers at the same time, and waits at most 2 s for each. */
  public Condition now() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    var redisAnswer = redis.condition();
    var databaseAnswer = database.ask();
    var jobServersAnswer = jobServers.ask();
    var longRunsAnswer = longRuns.ask();
    return new Condition(
        version,
        await(redisAnswer, until),
        await(databaseAnswer, until),
        await(jobServersAnswer, until),
        await(longRunsAnswer, until),
        watchdog.lastPatrol().orElse(null));
  }

  private static <T> @Nullable T await(CompletableFuture<T> answer, long until) {
    try {
      return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("Part of an inspection has no answer", e);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static Duration ping(DataSource database) throws Exception {
    long began = System.nanoTime();
    try (Connection connection = database.getConnection()) {
      if (!connection.isValid((int) PATIENCE.toSeconds())) {
        throw new SQLTransientConnectionException("The database does not answer");
      }
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
