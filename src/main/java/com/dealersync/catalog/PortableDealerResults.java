package com.dealersync.catalog;

import static com.dealersync.catalog.Parameters.number;
import static com.dealersync.catalog.Parameters.text;
import static com.dealersync.catalog.Parameters.time;

import com.dealersync.catalog.DealerOutcome.Confirmed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Uses SQL that every database understands: one short statement for each kind of row, sent in
 * batches.
 */
record PortableDealerResults(JdbcTemplate jdbc) implements DealerResults {

  @Override
  public void settle(List<DealerOutcome> outcomes, Stamp stamp) {
    update(outcomes, false, stamp);
    update(outcomes, true, stamp);
  }

  /** Only dealers that were tried again get a new time of their last attempt. */
  private void update(List<DealerOutcome> outcomes, boolean triedAgain, Stamp stamp) {
    List<Object[]> rows = new ArrayList<>();
    for (DealerOutcome outcome : outcomes) {
      Answer answer = Answer.of(outcome);
      if (answer.retries() > 0 == triedAgain) {
        rows.add(row(outcome, answer, stamp));
      }
    }
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          """
          update CO_EVENTOSCARGASNAPSHOTDEALERS
             set COSD_ESTADOWEBHOOK = ?, COSD_INTENTOSWEBHOOK = coalesce(COSD_INTENTOSWEBHOOK, 0) + ?,
                 COSD_DURACIONWEBHOOK = ?, COSD_CODIGOHTTP = ?, COSD_ULTIMOERRORWEBHOOK = ?,
                 COSD_FALLOPASAJERO = ?, COSD_PUDORECIBIR = ?, %sCOSD_FECHAMODIFICACION = ?, COSD_USUARIOMODIFICACION = ?
           where COSD_EVENTOCARGASNAPDEALERID = ?
             and coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') <> 'EXITOSO'"""
              .formatted(triedAgain ? "COSD_ULTIMOINTENTOWEBHOOK = ?, " : ""),
          rows);
    }
  }

  private static Object[] row(DealerOutcome outcome, Answer answer, Stamp stamp) {
    List<Object> row = new ArrayList<>();
    row.add(answer.state().name());
    row.add(answer.retries());
    row.add(number(DealerResults.millis(outcome)));
    row.add(number(answer.httpStatus()));
    row.add(text(answer.error()));
    row.add(answer.mayPass() ? 1 : 0);
    row.add(answer.mayHaveReceived() ? 1 : 0);
    if (answer.retries() > 0) {
      row.add(stamp.now());
    }
    row.add(stamp.now());
    row.add(stamp.user());
    row.add(outcome.dealer().id());
    return row.toArray();
  }

  @Override
  public void keep(long runId, List<DealerOutcome> outcomes, Stamp stamp) {
    jdbc.batchUpdate(
        """
        merge into CO_DS_RESULTADOS using dual
           on (RESU_COES_SINCCONTROLID = ? and RESU_COSD_EVENTOCARGASNAPDEALERID = ?)
         when not matched then insert
           (RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO, RESU_INTENTOS,
            RESU_ULTIMOINTENTO, RESU_DURACION, RESU_CODIGOHTTP, RESU_ERROR, RESU_TOKEN)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        outcomes.stream().map(outcome -> result(runId, outcome, stamp)).toList());
  }

  private static Object[] result(long runId, DealerOutcome outcome, Stamp stamp) {
    Answer answer = Answer.of(outcome);
    return new Object[] {
      runId,
      outcome.dealer().id(),
      runId,
      outcome.dealer().id(),
      answer.state().name(),
      DealerResults.attempts(outcome),
      time(DealerResults.lastAttempt(outcome, stamp)),
      number(DealerResults.millis(outcome)),
      number(answer.httpStatus()),
      text(answer.error()),
      text(DealerResults.token(outcome))
    };
  }

  @Override
  public void confirm(long loadId, long records, List<Confirmed> confirmed, Stamp stamp) {
    Set<String> confirmedBefore = confirmedBefore(loadId, confirmed);
    List<Object[]> again = new ArrayList<>();
    List<Object[]> first = new ArrayList<>();
    for (Confirmed c : confirmed) {
      SnapshotDealer dealer = c.dealer();
      if (confirmedBefore.contains(dealer.bac()) && c.token() == null) {
        continue;
      }
      if (confirmedBefore.contains(dealer.bac())) {
        again.add(
            new Object[] {
              stamp.now(),
              records,
              text(c.token()),
              stamp.now(),
              stamp.user(),
              loadId,
              text(dealer.bac()),
              dealer.id()
            });
      } else {
        first.add(
            new Object[] {
              loadId,
              DealerResults.dms(c),
              text(dealer.bac()),
              text(dealer.name()),
              stamp.now(),
              records,
              text(c.token()),
              stamp.now(),
              stamp.user()
            });
      }
    }
    if (!again.isEmpty()) {
      jdbc.batchUpdate(
          """
          update CO_SINCRONIZACIONCARGAPROCESODEALER
             set COSC_FECHASINCRONIZACION = ?, COSC_REGISTROSSINCRONIZADOS = ?, COSC_TOKENCONFIRMACION = ?,
                 COSC_FECHAMODIFICACION = ?, COSC_USUARIOMODIFICACION = ?
           where COSC_COCP_EVENTOCARGAPROCESOID = ? and COSC_DEALERBAC = ?
             and not exists (select 1
                               from CO_EVENTOSCARGASNAPSHOTDEALERS
                              where COSD_EVENTOCARGASNAPDEALERID = ?
                                and COSD_ESTADOWEBHOOK = 'EXITOSO')""",
          again);
    }
    if (!first.isEmpty()) {
      jdbc.batchUpdate(
          """
          insert into CO_SINCRONIZACIONCARGAPROCESODEALER
            (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DMSORIGEN, COSC_DEALERBAC, COSC_NOMBREDEALER,
             COSC_FECHASINCRONIZACION, COSC_REGISTROSSINCRONIZADOS, COSC_TOKENCONFIRMACION,
             COSC_FECHAALTA, COSC_USUARIOALTA)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
          first);
    }
  }

  private Set<String> confirmedBefore(long loadId, List<Confirmed> confirmed) {
    KeyLists query =
        new KeyLists(
            """
            select COSC_DEALERBAC
              from CO_SINCRONIZACIONCARGAPROCESODEALER
             where COSC_COCP_EVENTOCARGAPROCESOID = ? and COSC_DEALERBAC in (%s)""");
    query.add(confirmed.stream().map(c -> c.dealer().bac()).toList(), loadId);
    return new HashSet<>(query.query(jdbc, (row, i) -> row.getString("COSC_DEALERBAC")));
  }
}
