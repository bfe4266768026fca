package com.dealersync.sync;

import com.dealersync.catalog.DealerTally;

/** How far an ended run got: the values of {@code COES_RESULTADO}. */
public enum RunResult {
  /** Every dealer of the load is confirmed. */
  TOTAL,
  /** Some dealers are confirmed. */
  PARCIAL,
  /** No dealer is confirmed. */
  NINGUNO;

  static RunResult of(DealerTally tally) {
    if (tally.isComplete()) {
      return TOTAL;
    }
    return tally.confirmed() > 0 ? PARCIAL : NINGUNO;
  }
}
