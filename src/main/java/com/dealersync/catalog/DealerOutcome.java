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
   * @param token 1–100 printable ASCII characters; null if it confirmed without one
   * @param note what is to be said about that; null if nothing is
   */
  record Confirmed(
      SnapshotDealer dealer,
      int retries,
      @Nullable Integer httpStatus,
      @Nullable Duration lasted,
      @Nullable String token,
      @Nullable String note)
      implements DealerOutcome {}

  /**
   * The dealer did not confirm.
   *
   * @param error why; cut to the length of its column
   * @param mayPass whether it may go better later with nothing done about it
   * @param mayHaveReceived whether the dealer may have the load nevertheless
   */
  record Failed(
      SnapshotDealer dealer,
      int retries,
      @Nullable Integer httpStatus,
      @Nullable Duration lasted,
      String error,
      boolean mayPass,
      boolean mayHaveReceived)
      implements DealerOutcome {}
}
