package com.dealersync.audit;

/** What they were told. */
public enum AuditResult {
  ACEPTADO,
  RECHAZADO
}
