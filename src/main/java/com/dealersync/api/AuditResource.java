package com.dealersync.api;

import com.dealersync.audit.AuditAction;
import com.dealersync.audit.AuditEntry;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An audit entry as the API shows it.
 *
 * @param instante in the service's zone
 * @param origen from where
 * @param detalle the reason that was given; absent if there is none
 */
record AuditResource(
    long id,
    LocalDateTime instante,
    String usuario,
    AuditAction accion,
    @Nullable Long syncControlId,
    @Nullable String processType,
    @Nullable String idCarga,
    @Nullable String bac,
    String origen,
    String correlationId,
    @Nullable String detalle) {

  static AuditResource of(AuditEntry entry, ZoneId zone) {
    return new AuditResource(
        entry.id(),
        LocalDateTime.ofInstant(entry.at(), zone),
        entry.caller().name(),
        entry.action(),
        entry.subject().runId(),
        entry.subject().processType(),
        entry.subject().idCarga(),
        entry.subject().bac(),
        entry.caller().address(),
        entry.caller().correlationId(),
        entry.detail());
  }
}
