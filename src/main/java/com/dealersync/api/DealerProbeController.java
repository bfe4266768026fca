package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.probe.DealerProbe;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a dealer's webhook works, without a delivery. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class DealerProbeController {

  private final DealerProbe probe;
  private final Envelopes envelopes;

  DealerProbeController(DealerProbe probe, Envelopes envelopes) {
    this.probe = probe;
    this.envelopes = envelopes;
  }

  @PostMapping("/dealers/{bac}/comprobar")
  ResponseEntity<ApiResponse<?>> check(@PathVariable String bac, Caller caller) {
    return probe
        .check(bac, caller)
        .<ResponseEntity<ApiResponse<?>>>map(
            outcome -> {
              DealerProbeResource found = DealerProbeResource.of(bac, outcome);
              return ResponseEntity.ok(envelopes.success(found.summary(), found));
            })
        .orElseGet(
            () ->
                ResponseEntity.status(HttpStatus.NOT_FOUND)
                    .body(
                        envelopes.failure(
                            "Ningún proceso tiene un dealer con BAC '%s' en su carga más reciente."
                                .formatted(bac))));
  }
}
