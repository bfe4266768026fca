package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far a load has got: counted in the rows of its dealers, and noted in its own row. Both take
 * part in the caller's transaction.
 */
@Component
public class LoadProgress {

  private final JdbcClient sql;
  private final JdbcTemplate jdbc;

  LoadProgress(JdbcClient sql, JdbcTemplate jdbc) {
    this.sql = sql;
    this.jdbc = jdbc;
  }

  public DealerTally tally(long loadId) {
    return sql.sql(
            """
            select count(*) as TOTAL,
                   count(case when COSD_ESTADOWEBHOOK = 'EXITOSO' then 1 end) as CONFIRMED,
                   count(case when COSD_ESTADOWEBHOOK = 'FALLIDO' then 1 end) as FAILED
              from CO_EVENTOSCARGASNAPSHOTDEALERS
             where COSD_COCP_EVENTOCARGAPROCESOID = ?""")
        .param(loadId)
        .query(
            (row, i) ->
                new DealerTally(row.getInt("TOTAL"), row.getInt("CONFIRMED"), row.getInt("FAILED")))
        .single();
  }

  /** How many dealers of a load are in which state. */
  public Coverage coverage(long loadId) {
    return sql.sql(
            """
            select count(*) as TOTAL,
                   count(case when COSD_ESTADOWEBHOOK = 'EXITOSO' then 1 end) as CONFIRMED,
                   count(case when COSD_ESTADOWEBHOOK = 'FALLIDO' then 1 end) as FAILED,
                   count(case when %s then 1 end) as NEVERSENT,
                   count(case when COSD_ESTADOWEBHOOK = 'ENVIADO' then 1 end) as WAITING
              from CO_EVENTOSCARGASNAPSHOTDEALERS
             where COSD_COCP_EVENTOCARGAPROCESOID = ?"""
                .formatted(NeverSent.CONDITION))
        .param(loadId)
        .query(
            (row, i) -> {
              int total = row.getInt("TOTAL");
              int confirmed = row.getInt("CONFIRMED");
              int failed = row.getInt("FAILED") - row.getInt("NEVERSENT");
              int waiting = row.getInt("WAITING");
              return new Coverage(
                  total, confirmed, failed, waiting, total - confirmed - failed - waiting);
            })
        .single();
  }

  /** Whether, according to its dealers' rows, anything of the load was sent to anybody. */
  public boolean wasSent(long loadId) {
    return hasDealer(
        loadId, "(COSD_INTENTOSWEBHOOK > 0 or COSD_ESTADOWEBHOOK in ('ENVIADO', 'EXITOSO'))");
  }

  /** Whether a dealer of the load failed for a reason that may pass. */
  public boolean mayPass(long loadId) {
    return hasDealer(loadId, "COSD_ESTADOWEBHOOK = 'FALLIDO' and COSD_FALLOPASAJERO = 1");
  }

  private boolean hasDealer(long loadId, String condition) {
    return !sql.sql(
            """
            select 1
              from CO_EVENTOSCARGASNAPSHOTDEALERS
             where COSD_COCP_EVENTOCARGAPROCESOID = ?
               and %s
             fetch first 1 rows only"""
                .formatted(condition))
        .param(loadId)
        .query(Integer.class)
        .list()
        .isEmpty();
  }

  /**
   * Notes the end of a run in the load. If every dealer has confirmed, the load becomes
   * synchronised, unless another application has set its status since the run was accepted.
   *
   * @param status the load's when the run was accepted
   * @return false if the status was set by another application and stayed
   */
  public boolean reached(long loadId, @Nullable String status, DealerTally tally, Stamp stamp) {
    progressed(loadId, tally, stamp);
    return !tally.isComplete() || synchronise(loadId, status);
  }

  private boolean synchronise(long loadId, @Nullable String status) {
    String update = "update CO_EVENTOSCARGAPROCESO set COCP_ESTATUS = '" + Load.SYNCHRONISED + "'";
    String where = " where COCP_EVENTOCARGAPROCESOID = ? and COCP_ESTATUS ";
    return status == null
        ? jdbc.update(update + where + "is null", loadId) > 0
        : jdbc.update(update + where + "= ?", loadId, status) > 0;
  }

  /** Notes in the load how many of its dealers have confirmed so far. */
  public void progressed(long loadId, DealerTally tally, Stamp stamp) {
    jdbc.update(
        """
        update CO_EVENTOSCARGAPROCESO
           set COCP_DEALERSTOTALES = ?, COCP_DEALERSSINCRONIZADOS = ?, COCP_PORCDEALERSSINC = ?,
               COCP_FECHAMODIFICACION = ?, COCP_USUARIOMODIFICACION = ?
         where COCP_EVENTOCARGAPROCESOID = ?""",
        tally.total(),
        tally.confirmed(),
        tally.percentage(),
        stamp.now(),
        stamp.user(),
        loadId);
  }
}
