package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/** The state of a dealer in a load: the values of {@code COSD_ESTADOWEBHOOK}. */
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
   * The run ended before it sent to the dealer; or, in a load, nothing was ever sent to the dealer.
   * The column never has this value: such a dealer has failed there.
   */
  NO_ENVIADO;

  /** Reads the column. Null, or a text that is none of the states, counts as never sent. */
  static DealerState of(@Nullable String column) {
    for (DealerState state : values()) {
      if (state.name().equals(column)) {
        return state;
      }
    }
    return PENDIENTE;
  }
}
