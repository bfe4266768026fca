package com.dealersync.api;

import com.dealersync.sync.LoadRefusal;
import com.dealersync.sync.LoadRefusal.AlreadySynchronised;
import com.dealersync.sync.LoadRefusal.Replaced;
import com.dealersync.sync.LoadRefusal.UnknownLoad;
import com.dealersync.sync.LoadRefusal.UnknownProcessType;
import com.dealersync.sync.RunStatus;
import com.dealersync.sync.StartResult;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.StartResult.AlreadyActive;
import com.dealersync.sync.StartResult.Busy;
import com.dealersync.sync.StartResult.LockUnavailable;
import com.dealersync.sync.StartResult.NoLongerDue;
import com.dealersync.sync.StartResult.Paused;
import com.dealersync.sync.StartResult.Stopping;
import java.net.URI;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answers to a wish to synchronise. Existing clients compare some of the texts literally. */
@Component
class StartAnswers {

  private final Envelopes envelopes;
  private final RetryLater retryLater;

  StartAnswers(Envelopes envelopes, RetryLater retryLater) {
    this.envelopes = envelopes;
    this.retryLater = retryLater;
  }

  /**
   * The run, or the one that does not exist because its process type is busy.
   *
   * @param processId of the run; {@code TEMP_ID_} and 8 digits if there is none
   * @param lockAcquired whether there is a run
   */
  private record Started(
      String processId,
      boolean lockAcquired,
      String processType,
      String idCarga,
      String message,
      LocalDateTime startTime,
      long lockExpirySeconds,
      @Nullable Long syncControlId,
      @Nullable UUID jobId) {}

  ResponseEntity<ApiResponse<?>> started(StartRequest request, StartResult result) {
    return answer(
        "✅ Proceso iniciado exitosamente. La carga '%s' del processType '%s' se sincroniza en segundo plano.",
        request, result);
  }

  /** The load is sent to some dealers again. */
  ResponseEntity<ApiResponse<?>> resent(StartRequest request, StartResult result) {
    return answer(
        "✅ Reenvío iniciado. La carga '%s' del processType '%s' se envía otra vez en segundo plano.",
        request, result);
  }

  /**
   * @param message where it is accepted
   */
  private ResponseEntity<ApiResponse<?>> answer(
      String message, StartRequest request, StartResult result) {
    return switch (result) {
      case Accepted accepted -> accepted(message, request, accepted);
      case LoadRefusal refusal -> refused(request, refusal);
      case AlreadyActive active -> alreadyActive(request, active);
      case Busy busy -> busy(request, busy);
      case LockUnavailable unavailable -> lockUnavailable(unavailable);
      case NoLongerDue impossible ->
          throw new IllegalStateException("Only an automatic start asks for a first run");
      case Paused paused -> paused(request, paused);
      case Stopping stopping -> stopping(stopping);
    };
  }

  private ResponseEntity<ApiResponse<?>> accepted(
      String message, StartRequest request, Accepted accepted) {
    return ResponseEntity.accepted()
        .location(URI.create(Api.BASE + "/" + accepted.syncControlId()))
        .body(
            envelopes.success(
                message.formatted(request.idCarga(), request.processType()),
                new Started(
                    accepted.processId(),
                    true,
                    request.processType(),
                    request.idCarga(),
                    "Lock adquirido. Se renovará dinámicamente hasta que termine el proceso.",
                    accepted.startTime(),
                    accepted.lockTtl().toSeconds(),
                    accepted.syncControlId(),
                    accepted.jobId())));
  }

  /** Nothing of the load is to be sent. */
  ResponseEntity<ApiResponse<?>> refused(StartRequest request, LoadRefusal refusal) {
    return switch (refusal) {
      case UnknownProcessType unknown -> unknownProcessType(request, unknown);
      case UnknownLoad unknown -> unknownLoad(request);
      case AlreadySynchronised done -> alreadySynchronised(request, done);
      case Replaced replaced -> replaced(request, replaced);
    };
  }

  private record Unknown(String processTypeSolicitado, List<String> procesosImplementados) {}

  private ResponseEntity<ApiResponse<?>> unknownProcessType(
      StartRequest request, UnknownProcessType unknown) {
    return badRequest(
        "El processType '%s' no está implementado.".formatted(request.processType()),
        new Unknown(request.processType(), unknown.configured()));
  }

  private ResponseEntity<ApiResponse<?>> unknownLoad(StartRequest request) {
    return badRequest(
        "No existe una carga con processType '%s' e idCarga '%s'."
            .formatted(request.processType(), request.idCarga()),
        null);
  }

  private record Synchronised(
      String processType, String idCarga, @Nullable String estatus, long eventoCargaProcesoId) {}

  private ResponseEntity<ApiResponse<?>> alreadySynchronised(
      StartRequest request, AlreadySynchronised done) {
    return badRequest(
        "La carga '%s' del processType '%s' ya está sincronizada."
            .formatted(request.idCarga(), request.processType()),
        new Synchronised(request.processType(), request.idCarga(), done.status(), done.loadId()));
  }

  private record ByNewer(String processType, String idCarga, @Nullable String cargaActual) {}

  private ResponseEntity<ApiResponse<?>> replaced(StartRequest request, Replaced replaced) {
    String which = replaced.by() == null ? "" : " ('%s')".formatted(replaced.by());
    return badRequest(
        "La carga '%s' del processType '%s' ya fue reemplazada por una más reciente%s y no se envía."
            .formatted(request.idCarga(), request.processType(), which),
        new ByNewer(request.processType(), request.idCarga(), replaced.by()));
  }

  private record Active(long syncControlId, RunStatus status, String processType, String idCarga) {}

  private ResponseEntity<ApiResponse<?>> alreadyActive(StartRequest request, AlreadyActive active) {
    return retryLater.conflict(
        active.retryAfter(),
        "Ya existe un proceso activo para el processType '%s' y la carga '%s' (estado %s)."
            .formatted(request.processType(), request.idCarga(), active.status()),
        new Active(
            active.syncControlId(), active.status(), request.processType(), request.idCarga()));
  }

  private ResponseEntity<ApiResponse<?>> busy(StartRequest request, Busy busy) {
    return retryLater.conflict(
        busy.retryAfter(),
        "⚠️ PROCESO OCUPADO: El processType '%s' está siendo procesado actualmente. Intente nuevamente después de que finalice el proceso actual."
            .formatted(request.processType()),
        new Started(
            "TEMP_ID_%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000)),
            false,
            request.processType(),
            request.idCarga(),
            "Proceso ya en ejecución. El lock se renovará dinámicamente hasta que termine el proceso.",
            envelopes.now(),
            busy.lockTtl().toSeconds(),
            null,
            null));
  }

  private ResponseEntity<ApiResponse<?>> lockUnavailable(LockUnavailable unavailable) {
    return retryLater.lockUnavailable(unavailable.retryAfter());
  }

  private ResponseEntity<ApiResponse<?>> paused(StartRequest request, Paused paused) {
    PauseResource pause = PauseResource.of(paused.pause(), envelopes.zone());
    return retryLater.conflict(
        paused.retryAfter(),
        "⏸️ El processType '%s' está en pausa %s. La puso %s: %s"
            .formatted(request.processType(), pause.lasts(), pause.pausadoPor(), pause.motivo()),
        new PausedStart(
            request.processType(),
            request.idCarga(),
            pause.motivo(),
            pause.pausadoPor(),
            pause.desde(),
            pause.hasta()));
  }

  private record PausedStart(
      String processType,
      String idCarga,
      String motivo,
      String pausadoPor,
      LocalDateTime desde,
      @Nullable LocalDateTime hasta) {}

  private ResponseEntity<ApiResponse<?>> stopping(Stopping stopping) {
    return retryLater.unavailable(
        stopping.retryAfter(),
        "El servicio se está deteniendo y no acepta procesos nuevos. Intente nuevamente en unos segundos.");
  }

  private ResponseEntity<ApiResponse<?>> badRequest(String message, @Nullable Record data) {
    return ResponseEntity.badRequest().body(envelopes.failure(message, data));
  }
}
