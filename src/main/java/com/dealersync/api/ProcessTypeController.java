package com.dealersync.api;

import com.dealersync.catalog.ProcessTypes;
import com.dealersync.logs.RepeatedFaults;
import com.dealersync.payload.PayloadSchema;
import com.dealersync.sync.Availability;
import com.dealersync.sync.Pause;
import com.dealersync.sync.Pausing;
import com.dealersync.sync.RunQueries;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which process types there are, and whether they are busy. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class ProcessTypeController {

  private static final Logger log = LoggerFactory.getLogger(ProcessTypeController.class);

  private final ProcessTypes processTypes;
  private final PayloadSchema schema;
  private final RunQueries runs;
  private final Pausing pausing;
  private final Envelopes envelopes;
  private final RetryLater retryLater;
  private final RepeatedFaults faults;

  ProcessTypeController(
      ProcessTypes processTypes,
      PayloadSchema schema,
      RunQueries runs,
      Pausing pausing,
      Envelopes envelopes,
      RetryLater retryLater,
      RepeatedFaults faults) {
    this.processTypes = processTypes;
    this.schema = schema;
    this.runs = runs;
    this.pausing = pausing;
    this.envelopes = envelopes;
    this.retryLater = retryLater;
    this.faults = faults;
  }

  /**
   * @param pausa absent if it is not paused
   * @param pausaDesconocida true where the database does not tell; absent otherwise
   */
  private record ProcessTypeResource(
      String processType,
      String descripcion,
      @Nullable PauseResource pausa,
      @Nullable Boolean pausaDesconocida) {}

  @GetMapping("/procesos")
  ApiResponse<?> all() {
    Map<String, Pause> pauses = knownPauses();
    Map<String, Pause> known = pauses == null ? Map.of() : pauses;
    var all =
        processTypes.all().stream()
            .map(
                type ->
                    new ProcessTypeResource(
                        type.name(),
                        type.description(),
                        shown(known.get(type.name())),
                        pauses == null ? true : null))
            .toList();
    return envelopes.success("%d procesos configurados.".formatted(all.size()), all);
  }

  /** The process types are shown without the database, too; null if it does not answer. */
  private @Nullable Map<String, Pause> knownPauses() {
    try {
      return pausing.all();
    } catch (DataAccessException e) {
      faults.met(log, "Las pausas de los procesos no se pudieron leer", e);
      return null;
    }
  }

  private @Nullable PauseResource shown(@Nullable Pause pause) {
    return pause == null ? null : PauseResource.of(pause, envelopes.zone());
  }

  @GetMapping("/procesos/{processType}/esquema")
  ResponseEntity<ApiResponse<?>> schema(@PathVariable String processType) {
    return processTypes
        .find(processType)
        .<ResponseEntity<ApiResponse<?>>>map(
            type ->
                ResponseEntity.ok(
                    envelopes.success(
                        "Lo que recibe un dealer del processType '%s', en JSON Schema."
                            .formatted(processType),
                        schema.of(type))))
        .orElseGet(() -> unknown(processType));
  }

  /**
   * @param lockAjeno true where the key is no run's; absent otherwise
   */
  private record LockState(
      String processType,
      boolean lockActivo,
      String mensaje,
      @Nullable Boolean lockAjeno,
      @Nullable Long expiraEnSegundos,
      @Nullable Long syncControlId,
      @Nullable String idCarga) {}

  @GetMapping("/estado/{processType}")
  ResponseEntity<ApiResponse<?>> state(@PathVariable String processType) {
    return switch (runs.availability(processType)) {
      case Availability.Free free ->
          state(
              new LockState(
                  processType,
                  false,
                  "✅ El processType '%s' está disponible. No hay locks activos."
                      .formatted(processType),
                  null,
                  null,
                  null,
                  null));
      case Availability.Locked locked ->
          state(
              new LockState(
                  processType,
                  true,
                  "⚠️ El processType '%s' tiene un lock activo. Hay un proceso en ejecución."
                      .formatted(processType),
                  null,
                  seconds(locked.expiresIn()),
                  locked.syncControlId(),
                  locked.idCarga()));
      case Availability.Foreign(String type, Duration expiresIn) ->
          state(
              new LockState(
                  processType,
                  true,
                  "⚠️ El lock del processType '%s' no es de ninguna ejecución: otra aplicación escribió la clave (tipo %s, %s). Nada se inicia hasta que se quite."
                      .formatted(processType, type, life(expiresIn)),
                  true,
                  seconds(expiresIn),
                  null,
                  null));
      case Availability.UnknownProcessType unknown -> unknown(processType);
      case Availability.Unavailable unavailable -> retryLater.lockUnavailable();
    };
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }

  private static String life(@Nullable Duration expiresIn) {
    return expiresIn == null
        ? "no vence nunca"
        : "vence en %d s".formatted(Math.max(1, expiresIn.toSeconds()));
  }

  private ResponseEntity<ApiResponse<?>> unknown(String processType) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .body(
            envelopes.failure("El processType '%s' no está implementado.".formatted(processType)));
  }

  private ResponseEntity<ApiResponse<?>> state(LockState state) {
    return ResponseEntity.ok(envelopes.success(state.mensaje(), state));
  }
}
