package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/** What became of a dealer in a load: the values of {@code COSD_ESTADOWEBHOOK}. */
public enum DealerState {
  /** Not sent yet in this run; null in the column means the same. */
  PENDIENTE,
  /** About to be sent or sent, without a known answer. */
  ENVIADO,
  /** Confirmed: final for the load. */
  EXITOSO,
  /** Not confirmed, with a reason; a new run of the load tries again. */
  FALLIDO,
  /**
   * A run ended before it got to the dealer: of a run's dealer, or of a load's that nothing was
   * ever sent to. Never in the column, where such a dealer failed.
   */
  NO_ENVIADO;

  /**
   * Reads the column: null, or a text that is none of the states, was never sent as far as we know.
   */
  static DealerState of(@Nullable String column) {
    for (DealerState state : values()) {
      if (state.name().equals(column)) {
        return state;
      }
    }
    return PENDIENTE;
  }
}
