package com.dealersync.api;

import com.dealersync.catalog.LoadSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A load, as those who start its synchronisation see it.
 *
 * @param registros in its sealed content; absent while nothing is sealed
 * @param avisos what the guard found; absent if nothing
 * @param rechazada true if the guard kept it from being sent
 */
record LoadResource(
    long eventoCargaProcesoId,
    @Nullable String processType,
    @Nullable String idCarga,
    @Nullable String nombreArchivo,
    @Nullable LocalDateTime fechaCarga,
    @Nullable Long registrosAnunciados,
    @Nullable Long registros,
    @Nullable String avisos,
    @Nullable Boolean rechazada,
    @Nullable String estatus,
    boolean sincronizada,
    @Nullable Integer dealersTotales,
    @Nullable Integer dealersSincronizados,
    @Nullable BigDecimal porcentaje) {

  /**
   * @param refused what the guard found, where it kept the load from being sent
   */
  static LoadResource of(LoadSummary load, @Nullable String refused) {
    return new LoadResource(
        load.id(),
        load.processType(),
        load.idCarga(),
        load.fileName(),
        load.fechaCarga(),
        load.announced(),
        load.records(),
        refused == null ? load.warnings() : refused,
        refused == null ? null : true,
        load.status(),
        load.isSynchronised(),
        load.dealersTotal(),
        load.dealersSynchronised(),
        twoDigits(load.percentage()));
  }

  /** As the column has them; some drivers leave zeros out. */
  private static @Nullable BigDecimal twoDigits(@Nullable BigDecimal percentage) {
    return percentage == null ? null : percentage.setScale(2, RoundingMode.HALF_UP);
  }
}
