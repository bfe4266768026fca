package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.sync.LoadRefusal;
import com.dealersync.sync.ResendResult.Asked;
import com.dealersync.sync.ResendResult.NothingSealed;
import com.dealersync.sync.ResendResult.UnknownDealers;
import com.dealersync.sync.ResendResult.UnknownProcessType;
import com.dealersync.sync.Resending;
import com.dealersync.sync.StartResult;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends the current load to a dealer, or to all of a vendor, once more. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class DealerResendController {

  private static final int MOST_NAMED = 20;

  private final Resending resending;
  private final StartAnswers answers;
  private final Envelopes envelopes;

  DealerResendController(Resending resending, StartAnswers answers, Envelopes envelopes) {
    this.resending = resending;
    this.answers = answers;
    this.envelopes = envelopes;
  }

  @PostMapping(path = "/dealers/{bac}/reenviar", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiResponse<?>> resend(
      @PathVariable String bac, @Valid @RequestBody ResendRequest request, Caller caller) {
    if (!ResendRequest.isBac(bac)) {
      return unknownDealers(request.processType(), List.of(bac));
    }
    String processType = request.processType();
    return switch (resending.resend(processType, request.all(bac), caller)) {
      case Asked(String idCarga, StartResult start) ->
          answers.resent(new StartRequest(processType, idCarga, null), start);
      case UnknownProcessType(List<String> configured) ->
          answers.refused(
              new StartRequest(processType, "", null),
              new LoadRefusal.UnknownProcessType(configured));
      case NothingSealed nothing ->
          ResponseEntity.badRequest()
              .body(
                  envelopes.failure(
                      ("La carga actual del processType '%s' no tiene un contenido sellado; inicie la"
                              + " carga en lugar de reenviarla.")
                          .formatted(processType)));
      case UnknownDealers(String idCarga, List<String> bacs) -> unknownDealers(processType, bacs);
    };
  }

  private record Unknown(String processType, List<String> dealersDesconocidos) {}

  private ResponseEntity<ApiResponse<?>> unknownDealers(String processType, List<String> bacs) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .body(
            envelopes.failure(
                "La carga actual del processType '%s' no tiene %d de los dealers; no se envió nada a ninguno."
                    .formatted(processType, bacs.size()),
                new Unknown(processType, bacs.stream().limit(MOST_NAMED).toList())));
  }
}
