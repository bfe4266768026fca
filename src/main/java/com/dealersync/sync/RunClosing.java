package com.dealersync.sync;

import com.dealersync.catalog.DealerSnapshots;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ends a run that did not reach all of its dealers. None of them is forgotten: those without a
 * result get the reason of the end as theirs. Takes part in the caller's transaction, which holds
 * the run's row.
 */
@Component
class RunClosing {

  private final DealerSnapshots dealers;

  RunClosing(DealerSnapshots dealers) {
    this.dealers = dealers;
  }

  /**
   * Closes it as {@code FAILED}.
   *
   * @param details a stack trace, or null
   */
  void fail(SyncRun run, String reason, @Nullable String details, DatabaseTime now) {
    run.fail(reason, details, giveUpDealers(run, reason, now), now);
  }

  /** Closes it as {@code CANCELLED}, for the reason it was asked to stop for. */
  void cancel(SyncRun run, DatabaseTime now) {
    run.cancel(giveUpDealers(run, String.valueOf(run.errorMessage()), now), now);
  }

  private int giveUpDealers(SyncRun run, String reason, DatabaseTime now) {
    return run.loadId() == null
        ? 0
        : dealers.giveUp(
            run.loadId(), "La ejecución terminó antes: " + reason, now.stamp(run.user()));
  }
}
