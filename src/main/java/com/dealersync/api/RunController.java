package com.dealersync.api;

import com.dealersync.catalog.DealerState;
import com.dealersync.sync.RunQueries;
import com.dealersync.sync.RunStatus;
import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of runs. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class RunController {

  /** Any number that fits a long; anything else is no path of ours. */
  private static final String RUN = "/{syncControlId:\\d{1,18}}";

  private final RunQueries runs;
  private final Envelopes envelopes;

  RunController(RunQueries runs, Envelopes envelopes) {
    this.runs = runs;
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
                        RunResource.of(run, envelopes.now()))));
  }

  @GetMapping
  ApiResponse<?> history(
      @RequestParam(required = false) @Nullable String processType,
      @RequestParam(required = false) @Nullable String idCarga,
      @RequestParam(required = false) @Nullable RunStatus status,
      @Valid PageQuery page) {
    var found = runs.history(given(processType), given(idCarga), status, page.toPageable());
    return envelopes.success(
        "%d ejecuciones encontradas.".formatted(found.getTotalElements()),
        PageResource.of(found.map(run -> RunResource.of(run, envelopes.now()))));
  }

  @GetMapping(RUN + "/dealers")
  ResponseEntity<ApiResponse<?>> dealers(
      @PathVariable long syncControlId,
      @RequestParam(required = false) @Nullable DealerState estado,
      @Valid PageQuery page) {
    return found(
        syncControlId,
        runs.dealers(syncControlId, estado, page.toPageable())
            .map(
                dealers ->
                    envelopes.success(
                        "%d dealers encontrados.".formatted(dealers.getTotalElements()),
                        PageResource.of(dealers.map(DealerResource::of)))));
  }

  private ResponseEntity<ApiResponse<?>> found(
      long syncControlId, Optional<? extends ApiResponse<?>> answer) {
    return answer.isPresent()
        ? ResponseEntity.ok(answer.get())
        : ResponseEntity.status(HttpStatus.NOT_FOUND)
            .body(envelopes.failure("No existe la ejecución %d.".formatted(syncControlId)));
  }

  /** A filter left empty, as in {@code ?idCarga=&status=}, filters nothing. */
  private static @Nullable String given(@Nullable String filter) {
    return StringUtils.hasText(filter) ? filter : null;
  }
}
