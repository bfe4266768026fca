package com.dealersync.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many dealers of a load have which result.
 *
 * @param total dealers in the snapshot
 * @param confirmed those {@link DealerState#EXITOSO}
 * @param failed those {@link DealerState#FALLIDO}
 */
public record DealerTally(int total, int confirmed, int failed) {

  public DealerTally plus(int newlyConfirmed, int newlyFailed) {
    return new DealerTally(total, confirmed + newlyConfirmed, failed + newlyFailed);
  }

  /** The percentage of dealers that confirmed: 0–100, rounded down to two places. */
  public BigDecimal percentage() {
    return total == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(100L * confirmed)
            .divide(BigDecimal.valueOf(total), 2, RoundingMode.DOWN);
  }

  /** Whether every dealer has a result. */
  public boolean isSettled() {
    return confirmed + failed == total;
  }

  /** Whether every dealer confirmed; a load without dealers never is. */
  public boolean isComplete() {
    return total > 0 && confirmed == total;
  }
}
