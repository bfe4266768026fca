package com.dealersync.api;

import com.dealersync.catalog.CoverageTimeline;
import com.dealersync.sync.DifferenceResult.Busy;
import com.dealersync.sync.DifferenceResult.Found;
import com.dealersync.sync.DifferenceResult.NoPrevious;
import com.dealersync.sync.DifferenceResult.NothingSealed;
import com.dealersync.sync.DifferenceResult.UnknownLoad;
import com.dealersync.sync.LoadDifferences;
import com.dealersync.sync.LoadQueries;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A load over time: what is new in it, and how its dealers confirmed. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class LoadHistoryController {

  private static final String LOAD = "/cargas/{eventoCargaProcesoId:\\d{1,18}}";

  private final LoadQueries loads;
  private final LoadDifferences differences;
  private final Envelopes envelopes;
  private final RetryLater retryLater;

  LoadHistoryController(
      LoadQueries loads, LoadDifferences differences, Envelopes envelopes, RetryLater retryLater) {
    this.loads = loads;
    this.differences = differences;
    this.envelopes = envelopes;
    this.retryLater = retryLater;
  }

  /**
   * @param puntos in the order of time; none while nobody has confirmed
   */
  private record Coverage(List<Point> puntos) {}

  /**
   * @param exitosos how many had confirmed by then
   */
  private record Point(LocalDateTime instante, int exitosos) {

    static Point of(CoverageTimeline.Point point) {
      return new Point(point.at(), point.confirmed());
    }
  }

  @GetMapping(LOAD + "/cobertura")
  ResponseEntity<ApiResponse<?>> coverage(@PathVariable long eventoCargaProcesoId) {
    Optional<List<CoverageTimeline.Point>> points = loads.confirmations(eventoCargaProcesoId);
    if (points.isEmpty()) {
      return notFound("No existe la carga %d.".formatted(eventoCargaProcesoId));
    }
    return ResponseEntity.ok(
        envelopes.success(
            "Cobertura de la carga.", new Coverage(points.get().stream().map(Point::of).toList())));
  }

  @GetMapping(LOAD + "/diferencia")
  ResponseEntity<ApiResponse<?>> difference(@PathVariable long eventoCargaProcesoId) {
    return switch (differences.of(eventoCargaProcesoId)) {
      case Found found ->
          ResponseEntity.ok(
              envelopes.success(
                  "Comparada con la carga %s.".formatted(found.previous().idCarga()),
                  DifferenceResource.of(found)));
      case UnknownLoad unknown ->
          notFound("No existe la carga %d.".formatted(eventoCargaProcesoId));
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
