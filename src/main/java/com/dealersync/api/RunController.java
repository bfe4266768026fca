package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.sync.CancelResult.AlreadyEnded;
import com.dealersync.sync.CancelResult.Cancelling;
import com.dealersync.sync.CancelResult.RoundsCalledOff;
import com.dealersync.sync.CancelResult.UnknownRun;
import com.dealersync.sync.Cancellation;
import com.dealersync.sync.RunActivities;
import com.dealersync.sync.RunQueries;
import com.dealersync.sync.RunStatus;
import com.dealersync.sync.RunView;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of runs, and how to stop one. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class RunController {

  /** Any number that fits a long; anything else is no path of ours. */
  static final String RUN = "/{syncControlId:\\d{1,18}}";

  private final RunQueries runs;
  private final Cancellation cancellation;
  private final RunActivities activities;
  private final Envelopes envelopes;

  RunController(
      RunQueries runs, Cancellation cancellation, RunActivities activities, Envelopes envelopes) {
    this.runs = runs;
    this.cancellation = cancellation;
    this.activities = activities;
    this.envelopes = envelopes;
  }

  @GetMapping(RUN)
  ResponseEntity<ApiResponse<?>> run(@PathVariable long syncControlId) {
    return found(
        syncControlId,
        runs.find(syncControlId)
            .map(
                run ->
                    envelopes.success(
                        "La ejecución está en estado %s.".formatted(run.status()),
                        RunResource.of(run, envelopes, activities.of(run).orElse(null)))));
  }

  @GetMapping
  ApiResponse<?> history(
      @Valid ProcessTypeQuery processType,
      @Valid LoadQuery load,
      @RequestParam(required = false) @Nullable RunStatus status,
      @Valid PeriodQuery period,
      @Valid PageQuery page) {
    var filter =
        new RunQueries.Filter(
            processType.given(), load.given(), status, period.desde(), period.hasta());
    var found = runs.history(filter, page.toPageable());
    return envelopes.success(
        "%d ejecuciones encontradas.".formatted(found.getTotalElements()),
        PageResource.of(found.map(run -> RunResource.of(run, envelopes.now()))));
  }

  @GetMapping(RUN + "/dealers")
  ResponseEntity<ApiResponse<?>> dealers(
      @PathVariable long syncControlId,
      @Valid DealerQuery dealer,
      @Valid SearchQuery search,
      @Valid PageQuery page) {
    return found(
        syncControlId,
        runs.dealers(syncControlId, dealer.filter(search), page.toPageable())
            .map(
                dealers ->
                    envelopes.success(
                        "%d dealers encontrados.".formatted(dealers.getTotalElements()),
                        PageResource.of(dealers.map(DealerResource::of)))));
  }

  @GetMapping(RUN + "/fallas")
  ResponseEntity<ApiResponse<?>> failures(@PathVariable long syncControlId) {
    return found(
        syncControlId,
        runs.failures(syncControlId)
            .map(FailuresResource::of)
            .map(
                found ->
                    envelopes.success("%d dealers fallidos.".formatted(found.total()), found)));
  }

  @GetMapping(RUN + "/entregas")
  ResponseEntity<ApiResponse<?>> deliveries(@PathVariable long syncControlId) {
    return found(
        syncControlId,
        runs.deliveries(syncControlId)
            .map(DeliveriesResource::of)
            .map(found -> envelopes.success("%d entregas.".formatted(found.total()), found)));
  }

  @PostMapping(RUN + "/cancelar")
  ResponseEntity<ApiResponse<?>> cancel(@PathVariable long syncControlId, Caller caller) {
    return switch (cancellation.cancel(syncControlId, caller)) {
      case Cancelling(RunView run) ->
          ResponseEntity.accepted()
              .location(URI.create(Api.BASE + "/" + syncControlId))
              .body(
                  envelopes.success(
                      "🛑 Cancelación aceptada. La ejecución termina en menos de 10 segundos.",
                      RunResource.of(run, envelopes.now())));
      case RoundsCalledOff(RunView run) ->
          ResponseEntity.accepted()
              .location(URI.create(Api.BASE + "/" + syncControlId))
              .body(
                  envelopes.success(
                      "🛑 La ejecución ya terminó. Las rondas planeadas de su carga quedan canceladas.",
                      RunResource.of(run, envelopes.now())));
      case AlreadyEnded(RunView run) ->
          ResponseEntity.status(HttpStatus.CONFLICT)
              .body(
                  envelopes.failure(
                      "La ejecución ya terminó (estado %s); no hay nada que cancelar."
                          .formatted(run.status()),
                      RunResource.of(run, envelopes.now())));
      case UnknownRun unknown -> notFound(syncControlId);
    };
  }

  private ResponseEntity<ApiResponse<?>> found(
      long syncControlId, Optional<? extends ApiResponse<?>> answer) {
    return answer.isPresent() ? ResponseEntity.ok(answer.get()) : notFound(syncControlId);
  }

  private ResponseEntity<ApiResponse<?>> notFound(long syncControlId) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .body(envelopes.failure("No existe la ejecución %d.".formatted(syncControlId)));
  }
}
