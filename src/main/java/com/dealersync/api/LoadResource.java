package com.dealersync.api;

import com.dealersync.catalog.LoadSummary;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A load, as those who start its synchronisation see it. */
record LoadResource(
    long eventoCargaProcesoId,
    @Nullable String processType,
    @Nullable String idCarga,
    @Nullable String nombreArchivo,
    @Nullable LocalDateTime fechaCarga,
    @Nullable Long registros,
    @Nullable String estatus,
    boolean sincronizada,
    @Nullable Integer dealersTotales,
    @Nullable Integer dealersSincronizados,
    @Nullable BigDecimal porcentaje) {

  static LoadResource of(LoadSummary load) {
    return new LoadResource(
        load.id(),
        load.processType(),
        load.idCarga(),
        load.fileName(),
        load.fechaCarga(),
        load.records(),
        load.status(),
        load.isSynchronised(),
        load.dealersTotal(),
        load.dealersSynchronised(),
        load.percentage());
  }
}
