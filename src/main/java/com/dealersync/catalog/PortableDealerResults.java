package com.dealersync.catalog;

import com.dealersync.catalog.DealerOutcome.Confirmed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** In words that every database knows: few statements with many parameters, sent in batches. */
record PortableDealerResults(JdbcTemplate jdbc) implements DealerResults {

  @Override
  public void settle(List<DealerOutcome> outcomes, Stamp stamp) {
    Map<Answer, List<DealerOutcome>> outcomesByAnswer = new LinkedHashMap<>();
    for (DealerOutcome outcome : outcomes) {
      outcomesByAnswer
          .computeIfAbsent(Answer.of(outcome), answer -> new ArrayList<>())
          .add(outcome);
    }
    KeyLists updates =
        new KeyLists(
            """
            update CO_EVENTOSCARGASNAPSHOTDEALERS
               set COSD_DURACIONWEBHOOK = case COSD_EVENTOCARGASNAPDEALERID %2$s end,
                   COSD_ESTADOWEBHOOK = ?,
                   COSD_INTENTOSWEBHOOK = coalesce(COSD_INTENTOSWEBHOOK, 0) + ?,
                   COSD_ULTIMOINTENTOWEBHOOK = coalesce(?, COSD_ULTIMOINTENTOWEBHOOK),
                   COSD_CODIGOHTTP = ?, COSD_ULTIMOERRORWEBHOOK = ?,
                   COSD_FECHAMODIFICACION = ?, COSD_USUARIOMODIFICACION = ?
             where COSD_EVENTOCARGASNAPDEALERID in (%1$s)""");
    outcomesByAnswer.forEach(
        (answer, alike) ->
            updates.addEach(
                alike.stream().map(outcome -> outcome.dealer().id()).toList(),
                alike.stream().map(DealerResults::millis).toList(),
                answer.state().name(),
                answer.retries(),
                answer.retries() > 0 ? stamp.now() : null,
                answer.httpStatus(),
                answer.error(),
                stamp.now(),
                stamp.user()));
    updates.update(jdbc);
  }

  @Override
  public void confirm(long loadId, long records, List<Confirmed> confirmed, Stamp stamp) {
    Set<String> confirmedBefore = confirmedBefore(loadId, confirmed);
    List<@Nullable Object[]> again = new ArrayList<>();
    List<@Nullable Object[]> first = new ArrayList<>();
    for (Confirmed c : confirmed) {
      SnapshotDealer dealer = c.dealer();
      if (confirmedBefore.contains(dealer.bac())) {
        again.add(
            new Object[] {
              stamp.now(), records, c.token(), stamp.now(), stamp.user(), loadId, dealer.bac()
            });
      } else {
        first.add(
            new @Nullable Object[] {
              loadId,
              DealerResults.dms(c),
              dealer.bac(),
              dealer.name(),
              stamp.now(),
              records,
              c.token(),
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
           where COSC_COCP_EVENTOCARGAPROCESOID = ? and COSC_DEALERBAC = ?""",
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
