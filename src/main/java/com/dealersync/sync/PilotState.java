package com.dealersync.sync;

/** What became of the pilot of a run. */
public enum PilotState {
  /** Its dealers are being served; nobody else is yet. */
  EN_CURSO,
  /** At most half of its dealers rejected the message, so the others are served. */
  APROBADO,
  /** More than half of its dealers rejected the message, so nobody else gets it. */
  RECHAZADO
}
