package com.dealersync.catalog;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The result of each dealer in each run. It is written once, in the caller's transaction, and later
 * runs of the load never change it.
 */
@Component
public class RunResults {

  private final JdbcTemplate jdbc;
  private final DealerResults results;

  RunResults(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    results = DealerResults.in(jdbc);
  }

  /**
   * Adds answers. A result that is already there stays, because a transaction is repeated if nobody
   * knows whether its commit succeeded.
   */
  public void add(long runId, List<DealerOutcome> outcomes, Stamp stamp) {
    if (outcomes.isEmpty()) {
      return;
    }
    results.keep(runId, outcomes, stamp);
  }

  /**
   * What came of those dealers that a run has sent to so far.
   *
   * @param tried all of them
   * @param rejected those that answered without a confirmation, whatever the status; who was not
   *     reached is none of them
   */
  public record Reception(int tried, int rejected) {}

  /** What the dealers of a run made of it so far. */
  public Reception reception(long runId) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) as TRIED,
                   count(case when RESU_ESTADO = 'FALLIDO' then RESU_CODIGOHTTP end) as REJECTED
              from CO_DS_RESULTADOS
             where RESU_COES_SINCCONTROLID = ? and RESU_INTENTOS > 0""",
            (row, index) -> new Reception(row.getInt("TRIED"), row.getInt("REJECTED")),
            runId));
  }

  /**
   * Closes the results of a run that ends early. Dealers to which a request was announced but that
   * did not answer get the state FALLIDO, the others NO_ENVIADO.
   *
   * @param prepared whether the run had prepared its dealers; if not, it sent to none of those that
   *     have not confirmed
   * @param reason why they failed; cut to the length of its column
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
               and coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') not in (%s)
               and (COES_RONDA = 0 or COSD_FALLOPASAJERO = 1
                 or coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') <> 'FALLIDO')"""
                .formatted(prepared ? "'ENVIADO', 'EXITOSO', 'FALLIDO'" : "'EXITOSO'"),
            runId);
    return new Unreached(unanswered, unsent);
  }

  /** The same for a run that is for some dealers only. */
  public Unreached closeResend(long runId, String reason) {
    String insert =
        """
        insert into CO_DS_RESULTADOS
          (RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO, RESU_INTENTOS,
           RESU_ERROR)
        select DEST_COES_SINCCONTROLID, DEST_COSD_EVENTOCARGASNAPDEALERID, %s
          from CO_DS_DESTINATARIOS
         where DEST_COES_SINCCONTROLID = ?
           and not exists (
               select 1
                 from CO_DS_RESULTADOS
                where RESU_COES_SINCCONTROLID = DEST_COES_SINCCONTROLID
                  and RESU_COSD_EVENTOCARGASNAPDEALERID = DEST_COSD_EVENTOCARGASNAPDEALERID)
        """;
    int unanswered =
        jdbc.update(
            insert.formatted("'FALLIDO', 1, cast(? as varchar(1000))") + " and DEST_ENVIADO = 1",
            ColumnText.fit(reason, Answer.ERROR_BYTES),
            runId);
    int unsent =
        jdbc.update(insert.formatted("'NO_ENVIADO', 0, cast(null as varchar(1000))"), runId);
    return new Unreached(unanswered, unsent);
  }

  /**
   * The dealers without an answer in a run that ended early.
   *
   * @param unanswered those to which a request was announced
   * @param unsent the others
   */
  public record Unreached(int unanswered, int unsent) {}
}
