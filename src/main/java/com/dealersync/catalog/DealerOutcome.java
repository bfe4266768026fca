package com.dealersync.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer of one dealer, to be recorded. */
public sealed interface DealerOutcome {

  SnapshotDealer dealer();

  /** Requests made since {@link DealerSnapshots#sending}, without the first one. */
  int retries();

  /** Null if no answer came. */
  @Nullable Integer httpStatus();

  /** How long the last request took; null if none was made. */
  @Nullable Duration lasted();

  /**
   * The dealer confirmed.
   *
   * @param token 1–100 printable ASCII characters
   */
  record Confirmed(
      SnapshotDealer dealer,
      int retries,
      Integer httpStatus,
      @Nullable Duration lasted,
      String token)
      implements DealerOutcome {}

  /**
   * The dealer did not confirm.
   *
   * @param error why; cut to the length of its column
   */
  record Failed(
      SnapshotDealer dealer,
      int retries,
      @Nullable Integer httpStatus,
      @Nullable Duration lasted,
      String error)
      implements DealerOutcome {}
}
