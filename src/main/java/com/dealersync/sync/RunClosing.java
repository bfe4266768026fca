package com.dealersync.sync;

import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.RunResults;
import com.dealersync.catalog.RunResults.Unreached;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ends a run. Dealers without a result get the reason of the end as their reason, so that none is
 * lost. It takes part in the caller's transaction, which has locked the run's row.
 */
@Component
class RunClosing {

  private final DealerSnapshots dealers;
  private final RunResults results;
  private final Rounds rounds;
  private final RunNotices notices;
  private final RunMetrics metrics;

  RunClosing(
      DealerSnapshots dealers,
      RunResults results,
      Rounds rounds,
      RunNotices notices,
      RunMetrics metrics) {
    this.dealers = dealers;
    this.results = results;
    this.rounds = rounds;
    this.notices = notices;
    this.metrics = metrics;
  }

  /** Closes it as {@code COMPLETED}: every dealer has its result. */
  void complete(SyncRun run, DealerTally tally, DatabaseTime now) {
    run.complete(tally, now);
    rounds.plan(run, now);
    if (!run.isResend()) {
      notices.completed(run, tally, now);
    }
    metrics.ended(run);
  }

  /** Closes a dead run as {@code FAILED}, because another one takes its place. */
  void replace(SyncRun run, DatabaseTime now) {
    failForNow(run, "Reemplazada: dejó de dar señales de vida", null, now);
    metrics.replaced(run);
  }

  /**
   * Closes it as {@code FAILED}.
   *
   * @param details a stack trace, or null
   */
  void fail(SyncRun run, String reason, @Nullable String details, DatabaseTime now) {
    run.fail(reason, details, giveUpDealers(run, reason, now), now);
    notices.failed(run, reason, now);
    metrics.ended(run);
  }

  /**
   * The same for a run that failed for a reason that may pass: a round follows.
   *
   * @param details a stack trace, or null
   */
  void failForNow(SyncRun run, String reason, @Nullable String details, DatabaseTime now) {
    fail(run, reason, details, now);
    rounds.plan(run, now);
  }

  /** Closes it as {@code CANCELLED}, with the reason of the request to cancel. */
  void cancel(SyncRun run, DatabaseTime now) {
    run.cancel(giveUpDealers(run, String.valueOf(run.ending().message()), now), now);
    metrics.ended(run);
  }

  private Unreached close(SyncRun run, String unanswered) {
    return run.isResend()
        ? results.closeResend(run.id(), unanswered)
        : results.close(run.id(), run.counts().arePrepared(), unanswered);
  }

  /**
   * Marks dealers without an answer as failed in the load, and as failed or not sent in the results
   * of the run.
   */
  private Unreached giveUpDealers(SyncRun run, String reason, DatabaseTime now) {
    Long load = run.loadId();
    if (load == null) {
      return new Unreached(0, 0);
    }
    String unanswered = UnsentReason.UNANSWERED.text(reason);
    String unsent = UnsentReason.ENDED_EARLY.text(reason);
    Unreached unreached = run.counts().haveResults() ? close(run, unanswered) : null;
    int open = dealers.giveUp(load, unanswered, unsent, now.stamp(run.user()));
    return unreached == null ? new Unreached(open, 0) : unreached;
  }
}
