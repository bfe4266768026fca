package com.dealersync.sync;

import static java.util.Objects.requireNonNull;

import com.dealersync.catalog.DateColumns;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what nobody needs any more, as far as settings say so: runs that ended long ago, their
 * attempts, and contents that cannot be sent again. The results of a load are with its dealers,
 * which stay, as does the audit. It runs on every node. Several nodes at once do no harm: each
 * deletes in the order of the keys and skips what another one has deleted.
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
       fetch first ? rows only""";

  private static final String OLD_ATTEMPTS =
      """
      select COES_SINCCONTROLID
        from CO_EVENTOSCARGASINCCONTROL
       where COES_FECHAFIN < %s and COES_PROCESOACTIVO is null
         and exists (select 1 from CO_DS_INTENTOS where INTE_COES_SINCCONTROLID = COES_SINCCONTROLID)
       order by COES_FECHAFIN, COES_SINCCONTROLID
       fetch first 1 rows only""";

  /**
   * Never the content of a load that may be sent again, nor of the newest load of its process type.
   */
  private static final String OLD_CONTENT =
      """
      select c.CONT_COCP_EVENTOCARGAPROCESOID
        from CO_DS_CONTENIDO c
        join CO_EVENTOSCARGAPROCESO on COCP_EVENTOCARGAPROCESOID = c.CONT_COCP_EVENTOCARGAPROCESOID
       where c.CONT_SELLADO < %s and c.CONT_PARTES > 0 and COCP_ESTATUS = 'SINCRONIZADA'
         and exists (select 1
                       from CO_DS_CONTENIDO n
                      where n.CONT_PROCESSTYPE = c.CONT_PROCESSTYPE
                        and n.CONT_SELLADO > c.CONT_SELLADO)
       order by c.CONT_COCP_EVENTOCARGAPROCESOID
       fetch first 1 rows only""";

  private final JdbcTemplate sql;
  private final String oldOnes;
  private final String oldAttempts;
  private final String oldContent;
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
    oldAttempts = OLD_ATTEMPTS.formatted(dates.parameter());
    oldContent = OLD_CONTENT.formatted(dates.parameter());
    this.transaction = transaction;
    this.clock = clock;
    this.jobServer = jobServer;
    this.properties = properties;
  }

  /**
   * Deletes everything that is due, in transactions that lock few rows for a short time. Never
   * throws.
   */
  @Scheduled(
      initialDelayString = "${dealer-sync.retention.every:1h}",
      fixedDelayString = "${dealer-sync.retention.every:1h}")
  void sweep() {
    sweep(properties.runs(), this::deleteRuns, "ejecuciones terminadas");
    sweep(properties.attempts(), this::deleteAttempts, "intentos de ejecuciones terminadas");
    sweep(properties.content(), this::deleteContent, "contenidos sellados");
  }

  private void sweep(RunAge keeps, ToIntFunction<LocalDateTime> batch, String what) {
    Duration age = keeps.duration();
    if (age == null) {
      return;
    }
    int deleted = 0;
    try {
      for (int last = delete(age, batch); last > 0; last = delete(age, batch)) {
        deleted += last;
      }
    } catch (RuntimeException e) {
      log.warn("🧹 [RETENTION] El borrado se interrumpió; sigue en la próxima vuelta", e);
    }
    if (deleted > 0) {
      log.info("🧹 [RETENTION] Se borraron {} {} hace más de {} días", deleted, what, age.toDays());
    }
  }

  private int delete(Duration age, ToIntFunction<LocalDateTime> batch) {
    if (jobServer.isDraining()) {
      return 0;
    }
    return requireNonNull(
        transaction.execute(status -> batch.applyAsInt(clock.now().local().minus(age))));
  }

  private int deleteRuns(LocalDateTime before) {
    List<Long> runs = sql.queryForList(oldOnes, Long.class, before, properties.batch());
    if (runs.isEmpty()) {
      return 0;
    }
    int[] deleted =
        sql.batchUpdate(
            "delete from CO_EVENTOSCARGASINCCONTROL where COES_SINCCONTROLID = ?",
            runs.stream().sorted().map(run -> new Object[] {run}).toList());
    return Arrays.stream(deleted).sum();
  }

  /** Deletes the attempts of one run at a time, because a run may have many. */
  private int deleteAttempts(LocalDateTime before) {
    return sql.queryForList(oldAttempts, Long.class, before).stream()
        .mapToInt(
            run -> sql.update("delete from CO_DS_INTENTOS where INTE_COES_SINCCONTROLID = ?", run))
        .sum();
  }

  /** Deletes the bytes only; the other columns of the content stay. */
  private int deleteContent(LocalDateTime before) {
    List<Long> loads = sql.queryForList(oldContent, Long.class, before);
    for (long load : loads) {
      sql.update(
          "update CO_DS_CONTENIDO set CONT_PARTES = 0 where CONT_COCP_EVENTOCARGAPROCESOID = ?",
          load);
      sql.update(
          "delete from CO_DS_CONTENIDOPARTES where COPA_COCP_EVENTOCARGAPROCESOID = ?", load);
    }
    return loads.size();
  }
}
