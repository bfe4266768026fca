package com.dealersync.catalog;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What each run did with each of its dealers: written once, in the caller's transaction, and never
 * changed, whatever later runs of the load do.
 */
@Component
public class RunResults {

  private final JdbcTemplate jdbc;
  private final DealerResults results;

  RunResults(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    results = DealerResults.in(jdbc);
  }

  /** Adds answers. What is there already stays: a commit without an answer is tried again. */
  public void add(long runId, List<DealerOutcome> outcomes, Stamp stamp) {
    if (outcomes.isEmpty()) {
      return;
    }
    results.keep(runId, outcomes, stamp);
  }

  /**
   * Closes the results of a run that ends early: dealers that were announced and did not answer
   * failed, those that it never got to were not sent.
   *
   * @param prepared whether the run had made its dealers ready; if not it got to none of those that
   *     are not confirmed
   * @param reason why they failed; cut to its column
   */
  public Unreached close(long runId, boolean prepared, String reason) {
    int unanswered =
        prepared
            ? jdbc.update(
                """
                insert into CO_DS_RESULTADOS
                  (RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO,
                   RESU_INTENTOS, RESU_ULTIMOINTENTO, RESU_ERROR)
                select COES_SINCCONTROLID, COSD_EVENTOCARGASNAPDEALERID, 'FALLIDO',
                       1, COSD_ULTIMOINTENTOWEBHOOK, cast(? as varchar(1000))
                  from CO_EVENTOSCARGASINCCONTROL
                  join CO_EVENTOSCARGASNAPSHOTDEALERS
                    on COSD_COCP_EVENTOCARGAPROCESOID = COES_COCP_EVENTPROCESOID
                 where COES_SINCCONTROLID = ? and COSD_ESTADOWEBHOOK = 'ENVIADO'""",
                ColumnText.fit(reason, Answer.ERROR_BYTES),
                runId)
            : 0;
    int unsent =
        jdbc.update(
            """
            insert into CO_DS_RESULTADOS
              (RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO, RESU_INTENTOS)
            select COES_SINCCONTROLID, COSD_EVENTOCARGASNAPDEALERID, 'NO_ENVIADO', 0
              from CO_EVENTOSCARGASINCCONTROL
              join CO_EVENTOSCARGASNAPSHOTDEALERS
                on COSD_COCP_EVENTOCARGAPROCESOID = COES_COCP_EVENTPROCESOID
             where COES_SINCCONTROLID = ?
               and coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') not in (%s)"""
                .formatted(prepared ? "'ENVIADO', 'EXITOSO', 'FALLIDO'" : "'EXITOSO'"),
            runId);
    return new Unreached(unanswered, unsent);
  }

  /**
   * The dealers without an answer in a run that ended early.
   *
   * @param unanswered those that were announced
   * @param unsent the others
   */
  public record Unreached(int unanswered, int unsent) {}
}
