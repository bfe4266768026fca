package com.dealersync.catalog;

import com.dealersync.catalog.DealerOutcome.Confirmed;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what came of dealers, which is most of what a run writes: the one place where databases
 * are told so in different words, each in those that cost it least.
 */
interface DealerResults {

  /** The state of each dealer, and what belongs to it. One that has confirmed stays as it is. */
  void settle(List<DealerOutcome> outcomes, Stamp stamp);

  /**
   * The confirmations, before the states of their dealers: at most one for each load and dealer, so
   * that one that was there before is changed, unless its dealer's state says that it is final.
   *
   * @param confirmed no dealer twice
   */
  void confirm(long loadId, long records, List<Confirmed> confirmed, Stamp stamp);

  /** The answers as results of that run. What is there already stays. */
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

  /** What a dealer without a system of its own works with. */
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

  /** When the last request began, as far as its end and its duration tell. */
  static @Nullable LocalDateTime lastAttempt(DealerOutcome outcome, Stamp stamp) {
    return outcome.lasted() == null ? null : stamp.now().minus(outcome.lasted());
  }

  static @Nullable String token(DealerOutcome outcome) {
    return outcome instanceof Confirmed confirmed ? confirmed.token() : null;
  }
}
