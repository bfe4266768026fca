package com.dealersync.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Objects;

/**
 * How long PostgreSQL bears with a session of ours. A node that stands still, or is cut off,
 * between two statements of a transaction keeps the rows it has locked, and whoever takes its run
 * over waits for one of them: a hypervisor's pause or a dead network would hold the run up until
 * the node is back or TCP gives it up, which takes hours. And a session whose client has given up
 * would go on queueing for the row. Oracle can be told about the first by its DBA only, and is told
 * about the second in each statement.
 */
final class PostgresqlPool {

  /**
   * Less than job servers wait for each other before they hand a run on, 20 s as shipped; far more
   * than our transactions do between two statements.
   */
  static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(15);

  /** Less than a job waits for an answer, as shipped. */
  static final Duration WAIT_FOR_A_LOCK = Duration.ofSeconds(45);

  /** A migration waits as long as it takes; ends with its transaction. */
  static final String WAITS_FOR_EVERY_LOCK = "set local lock_timeout = 0";

  private PostgresqlPool() {}

  /** Has no effect on a pool that greets its connections in a way of the operator's own. */
  static void prepare(HikariDataSource pool) {
    boolean postgresql =
        Objects.requireNonNullElse(pool.getJdbcUrl(), "").startsWith("jdbc:postgresql:");
    if (postgresql && pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql(
          "set idle_in_transaction_session_timeout = %d; set lock_timeout = %d"
              .formatted(IDLE_IN_TRANSACTION.toMillis(), WAIT_FOR_A_LOCK.toMillis()));
    }
  }
}
