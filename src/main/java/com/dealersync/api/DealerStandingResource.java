package com.dealersync.api;

import com.dealersync.catalog.DealerSituation;
import com.dealersync.catalog.DealerStanding;
import com.dealersync.catalog.DealerState;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How a dealer stands with a process type.
 *
 * @param idCarga of the newest load
 * @param servidor the host of its webhook; absent if it has none
 * @param atrasadoDesde the first load that it lacks; absent if it lacks none or never had one
 * @param ultimaConfirmacion absent if it never confirmed
 * @param error why the newest load failed; absent if it did not
 */
record DealerStandingResource(
    String bac,
    @Nullable String nombre,
    String processType,
    long eventoCargaProcesoId,
    @Nullable String idCarga,
    DealerSituation situacion,
    DealerState estado,
    @Nullable String servidor,
    @Nullable LocalDateTime ultimoIntento,
    @Nullable String error,
    @Nullable LoadOf atrasadoDesde,
    @Nullable LoadOf ultimaConfirmacion) {

  record LoadOf(
      long eventoCargaProcesoId, @Nullable String idCarga, @Nullable LocalDateTime fecha) {

    static @Nullable LoadOf of(DealerStanding.@Nullable Of load) {
      return load == null ? null : new LoadOf(load.loadId(), load.idCarga(), load.at());
    }
  }

  static DealerStandingResource of(DealerStanding standing) {
    return new DealerStandingResource(
        standing.bac(),
        standing.name(),
        standing.processType(),
        standing.loadId(),
        standing.idCarga(),
        standing.situation(),
        standing.state(),
        standing.host(),
        standing.lastAttempt(),
        standing.error(),
        LoadOf.of(standing.behindSince()),
        LoadOf.of(standing.confirmed()));
  }
}
