package com.dealersync.audit;

/** What somebody changed. */
public enum AuditAction {
  INICIAR,
  FORZAR,
  CANCELAR,
  LIMPIAR_LOCKS,
  LIBERAR_LOCK,
  PAUSAR,
  REANUDAR,
  COMPROBAR,
  REENVIAR
}
