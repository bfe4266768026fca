package com.dealersync.api;

import com.dealersync.ops.Inspection;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the service is: answers also while nothing else does. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class OperationController {

  private final Inspection inspection;
  private final Envelopes envelopes;

  OperationController(Inspection inspection, Envelopes envelopes) {
    this.inspection = inspection;
    this.envelopes = envelopes;
  }

  @GetMapping("/operacion")
  ApiResponse<?> operation() {
    OperationResource found = OperationResource.of(inspection.now());
    return envelopes.success(found.summary(), found);
  }
}
