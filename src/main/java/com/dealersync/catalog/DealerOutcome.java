package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/** The answer of one dealer, to be recorded. */
public sealed interface DealerOutcome {

  SnapshotDealer dealer();

  /** Requests made since {@link DealerSnapshots#sending}, the first one not counted. */
  int retries();

  /** Null if no answer came. */
  @Nullable Integer httpStatus();

  /**
   * The dealer has it.
   *
   * @param token 1–100 printable ASCII characters
   */
  record Confirmed(SnapshotDealer dealer, int retries, Integer httpStatus, String token)
      implements DealerOutcome {}

  /**
   * The dealer does not have it.
   *
   * @param error why; cut to its column
   */
  record Failed(SnapshotDealer dealer, int retries, @Nullable Integer httpStatus, String error)
      implements DealerOutcome {}
}
