package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.sync.LockRemoval;
import com.dealersync.sync.LockRemoval.Result;
import com.dealersync.sync.RunStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An operator's way out of a lock that no run has. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class LockController {

  /** What a run has to wait for is not known; a request is over within seconds. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final LockRemoval removal;
  private final Envelopes envelopes;
  private final RetryLater retryLater;

  LockController(LockRemoval removal, Envelopes envelopes, RetryLater retryLater) {
    this.removal = removal;
    this.envelopes = envelopes;
    this.retryLater = retryLater;
  }

  /**
   * @param eliminada whether there was a key
   */
  private record Removed(String processType, boolean eliminada) {}

  /** What is in the way; the last three are absent for a request that has no run yet. */
  private record InTheWay(
      String processType,
      @Nullable Long syncControlId,
      @Nullable RunStatus status,
      @Nullable String idCarga) {}

  @DeleteMapping("/locks/{processType}")
  ResponseEntity<ApiResponse<?>> remove(@PathVariable String processType, Caller caller) {
    return switch (removal.remove(processType, caller)) {
      case Result.Removed removed ->
          done("🧹 Se quitó el lock del processType '%s'.", processType, true);
      case Result.NothingThere nothing ->
          done("El processType '%s' no tenía ningún lock.", processType, false);
      case Result.RunLives(long run, RunStatus status, String idCarga) ->
          retryLater.conflict(
              RETRY,
              "El lock del processType '%s' es de una ejecución que sigue viva. Si no debe seguir, cancélela."
                  .formatted(processType),
              new InTheWay(processType, run, status, idCarga));
      case Result.RequestLives request ->
          retryLater.conflict(
              RETRY,
              "Una petición acaba de tomar el lock del processType '%s'. Consulte su estado en unos segundos."
                  .formatted(processType),
              new InTheWay(processType, null, null, null));
      case Result.UnknownProcessType unknown ->
          ResponseEntity.status(HttpStatus.NOT_FOUND)
              .body(
                  envelopes.failure(
                      "El processType '%s' no está implementado.".formatted(processType)));
      case Result.Unavailable unavailable -> retryLater.lockUnavailable();
    };
  }

  private ResponseEntity<ApiResponse<?>> done(String message, String processType, boolean removed) {
    return ResponseEntity.ok(
        envelopes.success(message.formatted(processType), new Removed(processType, removed)));
  }
}
