package com.dealersync.catalog;

import com.dealersync.catalog.DealerOutcome.Confirmed;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the results of dealers, which are most of what a run writes. This is the only place with
 * different SQL for different databases: each gets the statements that are fastest there.
 */
interface DealerResults {

  /**
   * Writes the state of each dealer and what belongs to it. A dealer that has already confirmed
   * stays as it is.
   */
  void settle(List<DealerOutcome> outcomes, Stamp stamp);

  /**
   * Writes the confirmations; call it before {@link #settle}. There is at most one for each load
   * and dealer: an existing one is updated, unless the dealer's state is already final.
   *
   * @param confirmed no dealer twice
   */
  void confirm(long loadId, long records, List<Confirmed> confirmed, Stamp stamp);

  /** Writes the answers as results of that run. A result that is already there stays. */
  void keep(long runId, List<DealerOutcome> outcomes, Stamp stamp);

  static DealerResults in(JdbcTemplate jdbc) {
    return isPostgresql(jdbc) ? new PostgresqlDealerResults(jdbc) : new PortableDealerResults(jdbc);
  }

  static boolean isPostgresql(JdbcTemplate jdbc) {
    @Nullable String product =
        jdbc.execute(
            (ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
    return DatabaseDriver.fromProductName(product) == DatabaseDriver.POSTGRESQL;
  }

  /** The dealer's system, or the default of dealers that name none. */
  static String dms(Confirmed confirmed) {
    String dms = confirmed.dealer().dms();
    return dms == null || dms.isBlank() ? "GDMS" : dms;
  }

  /** How long the last request took; null if none was made. */
  static @Nullable Integer millis(DealerOutcome outcome) {
    return outcome.lasted() == null ? null : Math.toIntExact(outcome.lasted().toMillis());
  }

  /** Requests made in the run; none if nobody noted how long the last one took. */
  static int attempts(DealerOutcome outcome) {
    return outcome.lasted() == null ? 0 : outcome.retries() + 1;
  }

  /** When the last request began, computed from its end and its duration. */
  static @Nullable LocalDateTime lastAttempt(DealerOutcome outcome, Stamp stamp) {
    return outcome.lasted() == null ? null : stamp.now().minus(outcome.lasted());
  }

  static @Nullable String token(DealerOutcome outcome) {
    return outcome instanceof Confirmed confirmed ? confirmed.token() : null;
  }
}
