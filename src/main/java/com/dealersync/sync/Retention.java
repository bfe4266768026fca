package com.dealersync.sync;

import static java.util.Objects.requireNonNull;

import com.dealersync.catalog.DateColumns;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes the rows of runs that ended long ago, if it is told to. What a load came to is not in
 * them but with its dealers, which stay, as does the audit. Runs on every node, at once is
 * harmless: each deletes in the order of the keys, and what another one has deleted is not there.
 */
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final String OLD_ONES =
      """
      select COES_SINCCONTROLID
        from CO_EVENTOSCARGASINCCONTROL
       where COES_FECHAFIN < %s and COES_PROCESOACTIVO is null
       order by COES_FECHAFIN, COES_SINCCONTROLID
       fetch first ? rows only\
      """;

  private final JdbcTemplate sql;
  private final String oldOnes;
  private final TransactionTemplate transaction;
  private final DatabaseClock clock;
  private final JobServer jobServer;
  private final RetentionProperties properties;

  Retention(
      JdbcTemplate sql,
      DateColumns dates,
      TransactionTemplate transaction,
      DatabaseClock clock,
      JobServer jobServer,
      RetentionProperties properties) {
    this.sql = sql;
    oldOnes = OLD_ONES.formatted(dates.parameter());
    this.transaction = transaction;
    this.clock = clock;
    this.jobServer = jobServer;
    this.properties = properties;
  }

  /** Deletes all there are, in transactions that hold few rows for a short time. Never throws. */
  @Scheduled(
      initialDelayString = "${dealer-sync.retention.every:1h}",
      fixedDelayString = "${dealer-sync.retention.every:1h}")
  void sweep() {
    Duration age = properties.runs().duration();
    if (age == null) {
      return;
    }
    int deleted = 0;
    try {
      for (int last = deleteBatch(age); last > 0; last = deleteBatch(age)) {
        deleted += last;
      }
    } catch (RuntimeException e) {
      log.warn("🧹 [RETENTION] El borrado se interrumpió; sigue en la próxima vuelta", e);
    }
    if (deleted > 0) {
      log.info(
          "🧹 [RETENTION] Se borraron {} ejecuciones terminadas hace más de {} días",
          deleted,
          age.toDays());
    }
  }

  private int deleteBatch(Duration age) {
    if (jobServer.isDraining()) {
      return 0;
    }
    return requireNonNull(
        transaction.execute(
            status -> {
              List<Long> old =
                  sql.queryForList(
                      oldOnes, Long.class, clock.now().local().minus(age), properties.batch());
              return old.isEmpty() ? 0 : delete(old);
            }));
  }

  private int delete(List<Long> runs) {
    int[] deleted =
        sql.batchUpdate(
            "delete from CO_EVENTOSCARGASINCCONTROL where COES_SINCCONTROLID = ?",
            runs.stream().sorted().map(run -> new Object[] {run}).toList());
    return Arrays.stream(deleted).sum();
  }
}
