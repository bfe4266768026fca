package com.dealersync.api;

import com.dealersync.catalog.DealerState;
import com.dealersync.sync.DealerRun;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dealer across loads.
 *
 * @param procesos how it stands with each process type whose newest load has it
 * @param ejecuciones what runs did with it, the newest first
 */
record DealerHistoryResource(
    String bac,
    @Nullable String nombre,
    List<DealerStandingResource> procesos,
    PageResource<Run> ejecuciones) {

  record Run(
      long syncControlId,
      String processType,
      String idCarga,
      @Nullable Long eventoCargaProcesoId,
      DealerState estado,
      int intentos,
      @Nullable LocalDateTime ultimoIntento,
      @Nullable Integer codigoHttp,
      @Nullable String error,
      @Nullable String token,
      List<AttemptResource> detalle) {

    static Run of(DealerRun run) {
      return new Run(
          run.runId(),
          run.processType(),
          run.idCarga(),
          run.loadId(),
          run.state(),
          run.attemptCount(),
          run.lastAttempt(),
          run.httpStatus(),
          run.error(),
          run.token(),
          run.attempts().stream().map(AttemptResource::of).toList());
    }
  }

  /**
   * @param fases milliseconds of each phase
   * @param causa OK, or the kind of the failure
   */
  record AttemptResource(
      String webhookId,
      int numero,
      LocalDateTime instante,
      int duracionMs,
      @Nullable String fases,
      @Nullable String direccion,
      @Nullable Integer codigoHttp,
      String causa,
      @Nullable String respuesta) {

    static AttemptResource of(DealerRun.Attempt attempt) {
      return new AttemptResource(
          attempt.webhookId(),
          attempt.number(),
          attempt.at(),
          attempt.millis(),
          attempt.phases(),
          attempt.address(),
          attempt.httpStatus(),
          attempt.cause(),
          attempt.reply());
    }
  }
}
