package com.dealersync.api;

import com.dealersync.sync.LoadRefusal;
import com.dealersync.sync.Preview;
import com.dealersync.sync.PreviewResult.Busy;
import com.dealersync.sync.PreviewResult.Previewed;
import jakarta.validation.Valid;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What would be sent. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class PreviewController {

  private final Preview preview;
  private final StartAnswers refusals;
  private final Envelopes envelopes;
  private final RetryLater retryLater;

  PreviewController(
      Preview preview, StartAnswers refusals, Envelopes envelopes, RetryLater retryLater) {
    this.preview = preview;
    this.refusals = refusals;
    this.envelopes = envelopes;
    this.retryLater = retryLater;
  }

  @PostMapping(path = "/previsualizar", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiResponse<?>> preview(@Valid @RequestBody StartRequest request) {
    return switch (preview.of(request.processType(), request.idCarga())) {
      case LoadRefusal refusal -> refusals.refused(request, refusal);
      case Busy busy ->
          retryLater.unavailable(
              busy.retryAfter(),
              "Otra vista previa está en curso. Intente nuevamente en unos segundos.");
      case Previewed previewed ->
          ResponseEntity.ok(
              envelopes.success(
                  "Se enviarían %d registros a %d webhooks. No se envió nada."
                      .formatted(previewed.records(), previewed.webhooks()),
                  PreviewResource.of(previewed, envelopes.zone())));
    };
  }
}
