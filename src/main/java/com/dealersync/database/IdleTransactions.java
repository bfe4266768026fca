package com.dealersync.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Objects;

/**
 * A node that stands still, or is cut off, between two statements of a transaction keeps the rows
 * it has locked, and whoever takes its run over waits for one of them: a hypervisor's pause or a
 * dead network would hold the run up until the node is back or TCP gives it up, which takes hours.
 * PostgreSQL ends such a session if it is asked to. Oracle can be told so by its DBA only.
 */
final class IdleTransactions {

  /**
   * Less than job servers wait for each other before they hand a run on, 20 s as shipped; far more
   * than our transactions do between two statements.
   */
  static final Duration LIMIT = Duration.ofSeconds(15);

  private IdleTransactions() {}

  /** Has no effect on a pool that greets its connections in a way of the operator's own. */
  static void limit(HikariDataSource pool) {
    boolean postgresql =
        Objects.requireNonNullElse(pool.getJdbcUrl(), "").startsWith("jdbc:postgresql:");
    if (postgresql && pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql("set idle_in_transaction_session_timeout = " + LIMIT.toMillis());
    }
  }
}
