package com.dealersync.sync;

import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every write of a running attempt goes through here: its transaction first locks the run's row and
 * proves that the attempt still owns it. Whoever takes the run over waits for that lock, so nothing
 * older can commit afterwards.
 */
@Component
class Fence {

  private final SyncRuns runs;
  private final DatabaseClock clock;
  private final Pauses pauses;
  private final RunMetrics metrics;

  Fence(SyncRuns runs, DatabaseClock clock, Pauses pauses, RunMetrics metrics) {
    this.pauses = pauses;
    this.runs = runs;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** What an attempt sees in the run's row. */
  enum Sight {
    OWNED,
    /** Still its own, and its process type is paused. */
    PAUSED,
    /** Still its own, and asked to stop. */
    CANCEL_REQUESTED,
    LOST
  }

  /**
   * Reads the row without locking it. That is enough to stop early, but it does not prove that the
   * attempt still owns the run.
   */
  @Transactional(readOnly = true)
  public Sight look(Claim claim) {
    return runs.findById(claim.runId())
        .filter(run -> run.isOwnedBy(claim))
        .map(run -> run.ending().cancelRequested() ? Sight.CANCEL_REQUESTED : owned(claim))
        .orElse(Sight.LOST);
  }

  private Sight owned(Claim claim) {
    return pauses.find(claim.processType()).isPresent() ? Sight.PAUSED : Sight.OWNED;
  }

  /**
   * Runs the work in that transaction.
   *
   * @throws FencedOutException if the attempt owns the run no more; nothing was written
   */
  @Transactional
  public <T> T whileOwned(Claim claim, BiFunction<SyncRun, DatabaseTime, T> work) {
    SyncRun run =
        runs.lockById(claim.runId())
            .filter(locked -> locked.isOwnedBy(claim))
            .orElseThrow(() -> fencedOut(claim));
    return work.apply(run, clock.now());
  }

  private FencedOutException fencedOut(Claim claim) {
    metrics.fencedOut(claim);
    return new FencedOutException(claim);
  }
}
