package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.sync.Pausing;
import com.dealersync.sync.Pausing.Result;
import jakarta.validation.Valid;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How an administrator holds a process type, and lets it go on. */
@RestController
@RequestMapping(path = Api.BASE + "/procesos", produces = MediaType.APPLICATION_JSON_VALUE)
class PauseController {

  private final Pausing pausing;
  private final Envelopes envelopes;

  PauseController(Pausing pausing, Envelopes envelopes) {
    this.pausing = pausing;
    this.envelopes = envelopes;
  }

  /**
   * @param pausa absent if it is not paused
   * @param reanudado whether this call ended a pause; absent in the answer to a pause
   */
  private record PauseState(
      String processType, @Nullable PauseResource pausa, @Nullable Boolean reanudado) {}

  @PostMapping(path = "/{processType}/pausar", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiResponse<?>> pause(
      @PathVariable String processType, @Valid @RequestBody PauseRequest request, Caller caller) {
    LocalDateTime until = request.hasta();
    Instant end = until == null ? null : until.atZone(envelopes.zone()).toInstant();
    return switch (pausing.pause(processType, request.motivo().strip(), end, caller)) {
      case Result.Paused(var pause) -> {
        PauseResource shown = PauseResource.of(pause, envelopes.zone());
        yield ResponseEntity.ok(
            envelopes.success(
                "⏸️ El processType '%s' está en pausa %s.".formatted(processType, shown.lasts()),
                new PauseState(processType, shown, null)));
      }
      case Result.TooLate tooLate ->
          ResponseEntity.badRequest().body(envelopes.failure("La fecha de 'hasta' ya pasó."));
      case Result.TooFar tooFar ->
          ResponseEntity.badRequest()
              .body(envelopes.failure("La fecha de 'hasta' debe ser anterior al año 9999."));
      case Result.UnknownProcessType unknown -> unknown(processType);
    };
  }

  @PostMapping("/{processType}/reanudar")
  ResponseEntity<ApiResponse<?>> resume(@PathVariable String processType, Caller caller) {
    return switch (pausing.resume(processType, caller)) {
      case RESUMED -> resumed("▶️ El processType '%s' se reanudó.", processType, true);
      case WAS_NOT_PAUSED -> resumed("El processType '%s' no estaba en pausa.", processType, false);
      case UNKNOWN_PROCESS_TYPE -> unknown(processType);
    };
  }

  private ResponseEntity<ApiResponse<?>> resumed(
      String message, String processType, boolean ended) {
    return ResponseEntity.ok(
        envelopes.success(
            message.formatted(processType), new PauseState(processType, null, ended)));
  }

  private ResponseEntity<ApiResponse<?>> unknown(String processType) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .body(
            envelopes.failure("El processType '%s' no está implementado.".formatted(processType)));
  }
}
