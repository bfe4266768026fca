package com.dealersync.api;

import com.dealersync.sync.DifferenceResult.Busy;
import com.dealersync.sync.DifferenceResult.Found;
import com.dealersync.sync.DifferenceResult.NoPrevious;
import com.dealersync.sync.DifferenceResult.NothingSealed;
import com.dealersync.sync.DifferenceResult.UnknownLoad;
import com.dealersync.sync.LoadDifferences;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is new in a load. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class LoadDifferenceController {

  private final LoadDifferences differences;
  private final Envelopes envelopes;
  private final RetryLater retryLater;

  LoadDifferenceController(
      LoadDifferences differences, Envelopes envelopes, RetryLater retryLater) {
    this.differences = differences;
    this.envelopes = envelopes;
    this.retryLater = retryLater;
  }

  @GetMapping(LoadDetailController.LOAD + "/diferencia")
  ResponseEntity<ApiResponse<?>> difference(@PathVariable long eventoCargaProcesoId) {
    return switch (differences.of(eventoCargaProcesoId)) {
      case Found found ->
          ResponseEntity.ok(
              envelopes.success(
                  "Comparada con la carga %s.".formatted(found.previous().idCarga()),
                  DifferenceResource.of(found)));
      case UnknownLoad unknown -> notFound(LoadDetailController.unknown(eventoCargaProcesoId));
      case NothingSealed nothing ->
          notFound("La carga %d no tiene un contenido sellado.".formatted(eventoCargaProcesoId));
      case NoPrevious none -> notFound("No hay una carga anterior cuyo contenido se conserve.");
      case Busy busy ->
          retryLater.unavailable(
              busy.retryAfter(),
              "Otra comparación está en curso. Intente nuevamente en unos segundos.");
    };
  }

  private ResponseEntity<ApiResponse<?>> notFound(String message) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND).body(envelopes.failure(message));
  }
}
