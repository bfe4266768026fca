package com.dealersync.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds a dealer by its code, whatever load it is in. */
@Component
public class RegisteredDealers {

  private final JdbcClient sql;
  private final DealerSnapshots snapshots;

  RegisteredDealers(JdbcClient sql, DealerSnapshots snapshots) {
    this.sql = sql;
    this.snapshots = snapshots;
  }

  private record Place(long dealer, String processType, String idCarga) {}

  /**
   * As it is in the newest load that it is in, of the newest ones of each process type: no index
   * leads to it in all loads of years.
   */
  @Transactional(readOnly = true)
  public Optional<RegisteredDealer> find(String bac) {
    return place(bac)
        .flatMap(
            place ->
                snapshots.withIds(List.of(place.dealer)).stream()
                    .findFirst()
                    .map(dealer -> new RegisteredDealer(dealer, place.processType, place.idCarga)));
  }

  private Optional<Place> place(String bac) {
    return sql.sql(
            """
            select COSD_EVENTOCARGASNAPDEALERID, COCP_PROCESO, COCP_IDCARGA
              from CO_EVENTOSCARGASNAPSHOTDEALERS
                   join CO_EVENTOSCARGAPROCESO loaded
                     on loaded.COCP_EVENTOCARGAPROCESOID = COSD_COCP_EVENTOCARGAPROCESOID
             where COSD_DEALERBAC = ?
               and not exists (
                   select 1
                     from CO_EVENTOSCARGAPROCESO newer
                    where newer.COCP_PROCESO = loaded.COCP_PROCESO
                      and (newer.COCP_FECHACARGA > loaded.COCP_FECHACARGA
                           or (newer.COCP_FECHACARGA = loaded.COCP_FECHACARGA
                               and newer.COCP_EVENTOCARGAPROCESOID
                                   > loaded.COCP_EVENTOCARGAPROCESOID)))
             order by loaded.COCP_FECHACARGA desc nulls last,
                      loaded.COCP_EVENTOCARGAPROCESOID desc, COSD_EVENTOCARGASNAPDEALERID desc
             fetch first 1 rows only""")
        .param(bac)
        .query(
            (row, i) ->
                new Place(
                    row.getLong("COSD_EVENTOCARGASNAPDEALERID"),
                    row.getString("COCP_PROCESO"),
                    row.getString("COCP_IDCARGA")))
        .optional();
  }
}
