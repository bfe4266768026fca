package com.dealersync.audit;

/** What somebody changed. */
public enum AuditAction {
  INICIAR,
  CANCELAR,
  LIMPIAR_LOCKS
}
