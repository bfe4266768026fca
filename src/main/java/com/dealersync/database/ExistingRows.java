package com.dealersync.database;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Corrects rows from before the rules. The newest row is the one with the latest date. Keys do not
 * tell, because a sequence of an Oracle cluster gives them out of order.
 */
class ExistingRows {

  private static final Logger log = LoggerFactory.getLogger(ExistingRows.class);

  private final JdbcClient sql;
  private final Clock clock;

  ExistingRows(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** Run again on corrected rows, it changes nothing. */
  void clean() {
    int withoutStatus =
        close("COES_STATUS is null", "Cerrado al actualizar la base de datos: no tenía estado.");
    int withoutType =
        close(
            "COES_STATUS in ('PENDING', 'RUNNING') and COES_PROCESSTYPE is null",
            "Cerrado al actualizar la base de datos: activo y sin processType.");
    int replaced =
        close(
            """
            COES_SINCCONTROLID in (
              select COES_SINCCONTROLID from (
                select COES_SINCCONTROLID, row_number() over (
                         partition by COES_PROCESSTYPE
                         order by coalesce(FECHAREGISTRO, COES_FECHAINICIO) desc nulls last,
                                  COES_SINCCONTROLID desc) as RECENCY
                  from CO_EVENTOSCARGASINCCONTROL
                 where COES_STATUS in ('PENDING', 'RUNNING')) active
               where RECENCY > 1)""",
            "Cerrado al actualizar la base de datos: había otro más reciente y activo del mismo"
                + " processType.");
    int repeated = deleteRepeatedConfirmations();
    log.info(
        "Base de datos preparada: {} procesos sin estado, {} sin processType y {} reemplazados se"
            + " cerraron como FAILED; {} confirmaciones repetidas se borraron",
        withoutStatus,
        withoutType,
        replaced,
        repeated);
  }

  private int close(String which, String reason) {
    LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    sql.sql(
            """
            update CO_EVENTOSCARGASINCCONTROL
               set COES_FECHAFIN = ?
             where COES_FECHAFIN is null and\s"""
                + which)
        .param(now)
        .update();
    return sql.sql(
            """
            update CO_EVENTOSCARGASINCCONTROL
               set COES_STATUS = 'FAILED', COES_ERRORMESSAGE = ?, FECHAMODIFICACION = ?,
                   USUARIOMODIFICACION = 'dealer-sync'
             where\s"""
                + which)
        .params(reason, now)
        .update();
  }

  /** A row without a load or a dealer is not a confirmation, and breaks no rule. */
  private int deleteRepeatedConfirmations() {
    return sql.sql(
            """
            delete from CO_SINCRONIZACIONCARGAPROCESODEALER
             where COSC_SINCARGAPROCESODEALERID in (
               select COSC_SINCARGAPROCESODEALERID from (
                 select COSC_SINCARGAPROCESODEALERID, row_number() over (
                          partition by COSC_COCP_EVENTOCARGAPROCESOID, COSC_DEALERBAC
                          order by coalesce(COSC_FECHASINCRONIZACION, COSC_FECHAALTA) desc nulls last,
                                   COSC_SINCARGAPROCESODEALERID desc) as RECENCY
                   from CO_SINCRONIZACIONCARGAPROCESODEALER
                  where COSC_COCP_EVENTOCARGAPROCESOID is not null
                     or COSC_DEALERBAC is not null) confirmed
                where RECENCY > 1)""")
        .update();
  }
}
