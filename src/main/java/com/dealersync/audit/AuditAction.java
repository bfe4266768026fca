package com.dealersync.audit;

/** What somebody wanted to change. */
public enum AuditAction {
  INICIAR,
  CANCELAR,
  LIMPIAR_LOCKS
}
