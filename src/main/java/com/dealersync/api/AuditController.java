package com.dealersync.api;

import com.dealersync.audit.AuditAction;
import com.dealersync.audit.AuditTrail;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who started, cancelled or cleared what. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class AuditController {

  private final AuditTrail trail;
  private final Envelopes envelopes;
  private final Clock clock;

  AuditController(AuditTrail trail, Envelopes envelopes, Clock clock) {
    this.trail = trail;
    this.envelopes = envelopes;
    this.clock = clock;
  }

  private @Nullable Instant instant(@Nullable LocalDateTime local) {
    return local == null ? null : local.atZone(clock.getZone()).toInstant();
  }

  @GetMapping("/auditoria")
  ApiResponse<?> page(
      @Valid AuditQuery query,
      @RequestParam(required = false) @Nullable AuditAction accion,
      @Valid PeriodQuery period,
      @Valid PageQuery page) {
    var filter =
        new AuditTrail.Filter(
            query.given(), accion, instant(period.desde()), instant(period.hasta()));
    var found = trail.page(filter, page.toPageable());
    return envelopes.success(
        "%d registros de auditoría encontrados.".formatted(found.getTotalElements()),
        PageResource.of(found.map(entry -> AuditResource.of(entry, clock.getZone()))));
  }
}
