package com.dealersync.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The dealers of runs that are for some of a load's dealers only, confirmed ones included. The
 * state of a confirmed dealer does not change, so what such a run does with it is noted here and in
 * the run's results. Writes take part in the caller's transaction.
 */
@Component
public class RunRecipients {

  private static final String OPEN =
      """
        from CO_DS_DESTINATARIOS
             left join CO_DS_RESULTADOS
               on RESU_COES_SINCCONTROLID = DEST_COES_SINCCONTROLID
              and RESU_COSD_EVENTOCARGASNAPDEALERID = DEST_COSD_EVENTOCARGASNAPDEALERID
       where DEST_COES_SINCCONTROLID = ? and RESU_COES_SINCCONTROLID is null\
      """;

  private final JdbcTemplate jdbc;

  RunRecipients(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of the BACs that the load's snapshot has. */
  public Set<String> known(long loadId, List<String> bacs) {
    KeyLists query =
        new KeyLists(
            """
            select distinct COSD_DEALERBAC
              from CO_EVENTOSCARGASNAPSHOTDEALERS
             where COSD_COCP_EVENTOCARGAPROCESOID = ? and COSD_DEALERBAC in (%s)""");
    query.add(bacs, loadId);
    return new HashSet<>(query.query(jdbc, (row, i) -> row.getString("COSD_DEALERBAC")));
  }

  /** Adds every dealer of the load that has one of the BACs. */
  public void add(long runId, long loadId, List<String> bacs) {
    KeyLists insert =
        new KeyLists(
            """
            insert into CO_DS_DESTINATARIOS
              (DEST_COES_SINCCONTROLID, DEST_COSD_EVENTOCARGASNAPDEALERID)
            select COES_SINCCONTROLID, COSD_EVENTOCARGASNAPDEALERID
              from CO_EVENTOSCARGASINCCONTROL
                   join CO_EVENTOSCARGASNAPSHOTDEALERS
                     on COSD_COCP_EVENTOCARGAPROCESOID = COES_COCP_EVENTPROCESOID
             where COES_SINCCONTROLID = ? and COES_COCP_EVENTPROCESOID = ?
               and COSD_DEALERBAC in (%s)""");
    insert.add(bacs, runId, loadId);
    insert.update(jdbc);
  }

  /** The keys of those without a result in the run. */
  public List<Long> open(long runId) {
    return jdbc.queryForList("select DEST_COSD_EVENTOCARGASNAPDEALERID" + OPEN, Long.class, runId);
  }

  /**
   * Notes whether a request to these dealers is about to leave.
   *
   * @param announced false if that is taken back
   */
  public void sending(long runId, List<SnapshotDealer> dealers, boolean announced) {
    KeyLists updates =
        new KeyLists(
            """
            update CO_DS_DESTINATARIOS
               set DEST_ENVIADO = ?
             where DEST_COES_SINCCONTROLID = ? and DEST_COSD_EVENTOCARGASNAPDEALERID in (%s)""");
    updates.add(dealers.stream().map(SnapshotDealer::id).toList(), announced ? 1 : 0, runId);
    updates.update(jdbc);
  }
}
