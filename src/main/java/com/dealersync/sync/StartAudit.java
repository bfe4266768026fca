package com.dealersync.sync;

import com.dealersync.audit.AuditAction;
import com.dealersync.audit.AuditReason;
import com.dealersync.audit.AuditSubject;
import com.dealersync.audit.AuditTrail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notes the refusals; what was accepted is noted where its run is inserted. */
@Component
class StartAudit {

  private final AuditTrail trail;

  StartAudit(AuditTrail trail) {
    this.trail = trail;
  }

  void note(StartCommand command, StartResult result) {
    switch (result) {
      case StartResult.Accepted accepted -> {}
      case LoadRefusal.UnknownProcessType unknown ->
          refused(command, AuditReason.PROCESO_NO_IMPLEMENTADO, null);
      case LoadRefusal.UnknownLoad unknown -> refused(command, AuditReason.CARGA_INEXISTENTE, null);
      case LoadRefusal.AlreadySynchronised done ->
          refused(command, AuditReason.CARGA_SINCRONIZADA, null);
      case StartResult.AlreadyActive active ->
          refused(command, AuditReason.PROCESO_ACTIVO, active.syncControlId());
      case StartResult.Busy busy -> refused(command, AuditReason.PROCESO_OCUPADO, null);
      case StartResult.LockUnavailable unavailable ->
          refused(command, AuditReason.REDIS_NO_DISPONIBLE, null);
      case StartResult.Stopping stopping -> refused(command, AuditReason.NODO_DETENIENDOSE, null);
    }
  }

  private void refused(StartCommand command, AuditReason reason, @Nullable Long runId) {
    trail.refused(
        command.caller(),
        AuditAction.INICIAR,
        reason,
        new AuditSubject(runId, command.processType(), command.idCarga()));
  }
}
