package com.dealersync.ops;

import com.dealersync.sync.JobServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Starts this node's job server again after it stopped. JobRunr's server stops for good at the
 * first error of the database that is not a time-out, and does not start again by itself. While the
 * database is away, starting it would fail, and restarting the node would not help.
 */
class JobServerSupervisor {

  private static final Logger log = LoggerFactory.getLogger(JobServerSupervisor.class);
  private static final int DATABASE_PATIENCE_SECONDS = 2;

  private final JobServer server;
  private final DataSource database;
  private final LongSupplier nanoTime;
  private final Counter revivals;
  private volatile @Nullable Long inVainSince;

  JobServerSupervisor(
      JobServer server, DataSource database, LongSupplier nanoTime, MeterRegistry meters) {
    this.server = server;
    this.database = database;
    this.nanoTime = nanoTime;
    this.revivals =
        Counter.builder("dealersync.job.server.revivals")
            .description("How often this node's job server was started again")
            .register(meters);
  }

  /** For how long it could not be started although the database answers; zero if it works. */
  Duration inVainFor() {
    Long since = inVainSince;
    return since == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - since);
  }

  /** Never throws, so that the schedule goes on. */
  @Scheduled(fixedDelay = 5_000)
  void check() {
    if (server.state() != JobServer.State.STOPPED || !databaseAnswers()) {
      inVainSince = null;
      return;
    }
    try {
      server.revive();
    } catch (RuntimeException e) {
      log.error("❌ [JOB_SERVER] No se pudo arrancar de nuevo; se intenta otra vez", e);
    }
    if (server.state() == JobServer.State.WORKING) {
      inVainSince = null;
      revivals.increment();
      log.warn("♻️ [JOB_SERVER] Se había detenido; trabaja de nuevo");
    } else if (inVainSince == null) {
      inVainSince = nanoTime.getAsLong();
    }
  }

  private boolean databaseAnswers() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(DATABASE_PATIENCE_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
