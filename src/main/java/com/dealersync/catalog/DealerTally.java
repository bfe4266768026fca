package com.dealersync.catalog;

/**
 * How the dealers of a load stand.
 *
 * @param total dealers in the snapshot
 * @param confirmed those {@link DealerState#EXITOSO}
 * @param failed those {@link DealerState#FALLIDO}
 */
public record DealerTally(int total, int confirmed, int failed) {

  public DealerTally plus(int newlyConfirmed, int newlyFailed) {
    return new DealerTally(total, confirmed + newlyConfirmed, failed + newlyFailed);
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
