package com.dealersync.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings that a pool of PostgreSQL's driver needs. Most of them limit how long PostgreSQL keeps a
 * session of ours that does nothing or waits for a lock. A node that is paused or cut off in the
 * middle of a transaction keeps its rows locked, and an attempt that takes over its run waits for
 * one of them. Without a limit, it would wait until the node is back or TCP gives up, which takes
 * hours. And a session whose client has given up would stay in the queue for the row. On Oracle
 * only the DBA can set the first limit, and each statement sets the second one.
 */
final class PostgresqlPool {

  /**
   * Less than the 20 s (by default) after which job servers hand the run of a silent node on, and
   * far more than our transactions need between two statements.
   */
  static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(15);

  /** Less than a job waits for an answer by default. */
  static final Duration WAIT_FOR_A_LOCK = Duration.ofSeconds(45);

  /** Lets a migration wait without a limit, until the end of its transaction. */
  static final String WAITS_FOR_EVERY_LOCK = "set local lock_timeout = 0";

  private PostgresqlPool() {}

  /** What the operator has set stays. */
  static void prepare(HikariDataSource pool) {
    if (!Objects.requireNonNullElse(pool.getJdbcUrl(), "").startsWith("jdbc:postgresql:")) {
      return;
    }
    // Otherwise the server plans and runs each row of a batch by itself.
    pool.getDataSourceProperties().putIfAbsent("reWriteBatchedInserts", "true");
    if (pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql(
          "set idle_in_transaction_session_timeout = %d; set lock_timeout = %d"
              .formatted(IDLE_IN_TRANSACTION.toMillis(), WAIT_FOR_A_LOCK.toMillis()));
    }
  }
}
