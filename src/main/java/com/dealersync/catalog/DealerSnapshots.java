package com.dealersync.catalog;

import com.dealersync.catalog.DealerOutcome.Confirmed;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The dealers of each load and their confirmations. Writes take part in the caller's transaction
 * and go out in batches: a run changes many rows of the same shape.
 */
@Component
public class DealerSnapshots {

  private static final String SELECT_DEALERS =
      """
      select COSD_EVENTOCARGASNAPDEALERID, COSD_DEALERBAC, COSD_NOMBREDEALER, COSD_DMS,
             COSD_URLWEBHOOK, COSD_SECRETKEY, COSD_SECRETKEYANTERIOR, COSD_FECHAROTACION,
             COSD_ESTADOWEBHOOK, COSD_PUDORECIBIR
        from CO_EVENTOSCARGASNAPSHOTDEALERS
      """;
  private static final int FETCH_SIZE = 1_000;

  private final JdbcClient sql;
  private final JdbcTemplate batches;
  private final SecretCipher secrets;
  private final DealerResults results;

  DealerSnapshots(JdbcClient sql, JdbcTemplate batches, SecretCipher secrets) {
    this.sql = sql;
    this.batches = batches;
    this.secrets = secrets;
    results = DealerResults.in(batches);
  }

  /**
   * Passes each dealer of the snapshot to the visitor, in the order of their keys, without
   * collecting them.
   */
  public void forEach(long loadId, Consumer<SnapshotDealer> visitor) {
    batches.query(
        connection -> {
          PreparedStatement query =
              connection.prepareStatement(
                  SELECT_DEALERS
                      + " where COSD_COCP_EVENTOCARGAPROCESOID = ?"
                      + " order by COSD_EVENTOCARGASNAPDEALERID");
          query.setLong(1, loadId);
          query.setFetchSize(FETCH_SIZE);
          return query;
        },
        (ResultSet row) -> visitor.accept(dealer(row, 0)));
  }

  /** The dealers with these keys, in the order of their keys. */
  public List<SnapshotDealer> withIds(List<Long> ids) {
    KeyLists query = new KeyLists(SELECT_DEALERS + " where COSD_EVENTOCARGASNAPDEALERID in (%s)");
    query.add(ids);
    return query.query(batches, this::dealer).stream()
        .sorted(Comparator.comparingLong(SnapshotDealer::id))
        .toList();
  }

  /** Resets every dealer that has not confirmed, for a new run. */
  public void reopen(long loadId, Stamp stamp) {
    sql.sql(
            """
            update CO_EVENTOSCARGASNAPSHOTDEALERS
               set COSD_ESTADOWEBHOOK = 'PENDIENTE', COSD_FECHAMODIFICACION = ?, COSD_USUARIOMODIFICACION = ?
             where COSD_COCP_EVENTOCARGAPROCESOID = ?
               and coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') <> 'EXITOSO'""")
        .params(stamp.now(), stamp.user(), loadId)
        .update();
  }

  /** Resets every dealer whose failure may have passed, for a round. */
  public void reopenPassing(long loadId, Stamp stamp) {
    sql.sql(
            """
            update CO_EVENTOSCARGASNAPSHOTDEALERS
               set COSD_ESTADOWEBHOOK = 'PENDIENTE', COSD_FECHAMODIFICACION = ?, COSD_USUARIOMODIFICACION = ?
             where COSD_COCP_EVENTOCARGAPROCESOID = ?
               and COSD_ESTADOWEBHOOK = 'FALLIDO' and COSD_FALLOPASAJERO = 1""")
        .params(stamp.now(), stamp.user(), loadId)
        .update();
  }

  /**
   * Marks every dealer without a result as failed. Dealers that failed in an earlier run and to
   * which this run did not send keep the reason of their last request. A round may send to all of
   * them, because this run was to.
   *
   * @param unanswered why those failed to which a request was announced; cut to the length of its
   *     column
   * @param unsent why the others failed; likewise
   * @return how many there were
   */
  public int giveUp(long loadId, String unanswered, String unsent, Stamp stamp) {
    return sql.sql(
            """
            update CO_EVENTOSCARGASNAPSHOTDEALERS
               set COSD_ESTADOWEBHOOK = 'FALLIDO',
                   COSD_ULTIMOERRORWEBHOOK =
                     case when COSD_ESTADOWEBHOOK = 'ENVIADO' then cast(? as varchar(1000))
                          when coalesce(COSD_INTENTOSWEBHOOK, 0) = 0
                            or COSD_ULTIMOERRORWEBHOOK is null then cast(? as varchar(1000))
                          else COSD_ULTIMOERRORWEBHOOK end,
                   COSD_FALLOPASAJERO = 1,
                   COSD_PUDORECIBIR =
                     case when COSD_ESTADOWEBHOOK = 'ENVIADO' then 1 else COSD_PUDORECIBIR end,
                   COSD_FECHAMODIFICACION = ?, COSD_USUARIOMODIFICACION = ?
             where COSD_COCP_EVENTOCARGAPROCESOID = ?
               and coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') not in ('EXITOSO', 'FALLIDO')""")
        .params(
            ColumnText.fit(unanswered, Answer.ERROR_BYTES),
            ColumnText.fit(unsent, Answer.ERROR_BYTES),
            stamp.now(),
            stamp.user(),
            loadId)
        .update();
  }

  /** Notes that a request to these dealers is about to leave. */
  public void sending(List<SnapshotDealer> dealers, Stamp stamp) {
    KeyLists updates =
        new KeyLists(
            """
            update CO_EVENTOSCARGASNAPSHOTDEALERS
               set COSD_ESTADOWEBHOOK = 'ENVIADO',
                   COSD_INTENTOSWEBHOOK = coalesce(COSD_INTENTOSWEBHOOK, 0) + 1,
                   COSD_ULTIMOINTENTOWEBHOOK = ?, COSD_DURACIONWEBHOOK = null,
                   COSD_FECHAMODIFICACION = ?, COSD_USUARIOMODIFICACION = ?
             where coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') <> 'EXITOSO'
               and COSD_EVENTOCARGASNAPDEALERID in (%s)""");
    updates.add(ids(dealers), stamp.now(), stamp.now(), stamp.user());
    updates.update(batches);
  }

  /**
   * Takes back the note that a request to these dealers is about to leave, because none has left.
   * Dealers that have not answered an earlier request stay in that state.
   *
   * @param dealers as they were before they were announced
   */
  public void withdraw(List<SnapshotDealer> dealers, Stamp stamp) {
    List<SnapshotDealer> unsent =
        dealers.stream().filter(dealer -> dealer.state() != DealerState.ENVIADO).toList();
    KeyLists updates =
        new KeyLists(
            """
            update CO_EVENTOSCARGASNAPSHOTDEALERS
               set COSD_ESTADOWEBHOOK = 'PENDIENTE',
                   COSD_INTENTOSWEBHOOK = COSD_INTENTOSWEBHOOK - 1,
                   COSD_ULTIMOINTENTOWEBHOOK =
                     case when COSD_INTENTOSWEBHOOK > 1 then COSD_ULTIMOINTENTOWEBHOOK end,
                   COSD_FECHAMODIFICACION = ?, COSD_USUARIOMODIFICACION = ?
             where COSD_ESTADOWEBHOOK = 'ENVIADO'
               and COSD_EVENTOCARGASNAPDEALERID in (%s)""");
    updates.add(ids(unsent), stamp.now(), stamp.user());
    updates.update(batches);
  }

  /**
   * Records answers: the state of each dealer, and the confirmations of those that confirmed. If a
   * dealer had already confirmed, neither its state nor its confirmation changes.
   *
   * @param records how many the payload holds
   */
  public void settle(long loadId, long records, List<DealerOutcome> outcomes, Stamp stamp) {
    Map<String, Confirmed> confirmed = new LinkedHashMap<>();
    for (DealerOutcome outcome : outcomes) {
      if (outcome instanceof Confirmed it) {
        // A snapshot may name a dealer twice, with different webhooks. It still has one
        // confirmation.
        confirmed.put(it.dealer().bac(), it);
      }
    }
    if (!confirmed.isEmpty()) {
      results.confirm(loadId, records, List.copyOf(confirmed.values()), stamp);
    }
    if (!outcomes.isEmpty()) {
      results.settle(outcomes, stamp);
    }
  }

  /**
   * Dealers without a final state that have confirmed through another application. Of a dealer that
   * the snapshot names twice, the confirmation may be that of its other row.
   */
  public List<Confirmed> confirmedElsewhere(long loadId) {
    Map<Long, @Nullable String> tokens = new HashMap<>();
    batches.query(
        """
        select d.COSD_EVENTOCARGASNAPDEALERID, COSC_TOKENCONFIRMACION
          from CO_EVENTOSCARGASNAPSHOTDEALERS d
               join CO_SINCRONIZACIONCARGAPROCESODEALER
                 on COSC_COCP_EVENTOCARGAPROCESOID = d.COSD_COCP_EVENTOCARGAPROCESOID
                and COSC_DEALERBAC = d.COSD_DEALERBAC
         where d.COSD_COCP_EVENTOCARGAPROCESOID = ?
           and coalesce(d.COSD_ESTADOWEBHOOK, 'PENDIENTE') <> 'EXITOSO'
           and not exists (
               select 1
                 from CO_EVENTOSCARGASNAPSHOTDEALERS other
                where other.COSD_COCP_EVENTOCARGAPROCESOID = d.COSD_COCP_EVENTOCARGAPROCESOID
                  and other.COSD_DEALERBAC = d.COSD_DEALERBAC
                  and other.COSD_ESTADOWEBHOOK = 'EXITOSO')""",
        (ResultSet row) -> {
          tokens.put(
              row.getLong("COSD_EVENTOCARGASNAPDEALERID"), row.getString("COSC_TOKENCONFIRMACION"));
        },
        loadId);
    return tokens.isEmpty()
        ? List.of()
        : withIds(List.copyOf(tokens.keySet())).stream()
            .map(it -> new Confirmed(it, 0, null, null, tokens.get(it.id()), null))
            .toList();
  }

  /** Records that dealers have confirmed elsewhere; their confirmations stay as they are. */
  public void adopt(List<Confirmed> confirmed, Stamp stamp) {
    results.settle(List.copyOf(confirmed), stamp);
  }

  private static List<Long> ids(List<SnapshotDealer> dealers) {
    return dealers.stream().map(SnapshotDealer::id).toList();
  }

  private SnapshotDealer dealer(ResultSet row, int index) throws SQLException {
    DealerState state = DealerState.of(row.getString("COSD_ESTADOWEBHOOK"));
    return new SnapshotDealer(
        row.getLong("COSD_EVENTOCARGASNAPDEALERID"),
        row.getString("COSD_DEALERBAC"),
        row.getString("COSD_NOMBREDEALER"),
        row.getString("COSD_DMS"),
        row.getString("COSD_URLWEBHOOK"),
        secrets.read(row.getString("COSD_SECRETKEY"), row.getString("COSD_DEALERBAC")),
        previousSecret(row),
        state,
        state == DealerState.ENVIADO || row.getInt("COSD_PUDORECIBIR") == 1);
  }

  private @Nullable PreviousSecret previousSecret(ResultSet row) throws SQLException {
    @Nullable String value =
        secrets.read(row.getString("COSD_SECRETKEYANTERIOR"), row.getString("COSD_DEALERBAC"));
    return value == null || value.isBlank()
        ? null
        : new PreviousSecret(value, row.getObject("COSD_FECHAROTACION", LocalDateTime.class));
  }
}
