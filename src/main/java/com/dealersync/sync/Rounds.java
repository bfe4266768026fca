package com.dealersync.sync;

import com.dealersync.catalog.LoadProgress;
import com.dealersync.sync.RoundPlan.Planned;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans the rounds of loads. A plan stands in the row of the run that it follows and is made in the
 * transaction that ends that run, so that it is made once. It is taken away in the transaction that
 * registers the next run of the load, so that it is carried out once.
 */
@Component
class Rounds {

  private final SyncRuns runs;
  private final LoadLookup loads;
  private final LoadProgress progress;
  private final RoundMetrics metrics;
  private final List<Duration> waits;
  private final Clock clock;

  Rounds(
      SyncRuns runs,
      LoadLookup loads,
      LoadProgress progress,
      RoundMetrics metrics,
      FollowUpProperties properties,
      Clock clock) {
    this.runs = runs;
    this.loads = loads;
    this.progress = progress;
    this.metrics = metrics;
    this.waits = properties.waits();
    this.clock = clock;
  }

  /** Plans the round that follows a run which ends in the caller's transaction, if one does. */
  void plan(SyncRun run, DatabaseTime now) {
    Long load = run.loadId();
    Duration wait = RunProtocol.waitForRound(run.kind().round(), waits);
    if (load == null || wait == null || !isWorthwhile(run, load)) {
      return;
    }
    run.plan(RoundPlan.of(now.instant().plus(wait)), now);
    metrics.planned(run);
  }

  private boolean isWorthwhile(SyncRun run, long load) {
    return progress.mayPass(load)
        && isNewest(run)
        && (!run.isResend() || runs.findPlannedOf(load).isEmpty());
  }

  private boolean isNewest(SyncRun run) {
    return loads
        .find(run.processType(), run.idCarga())
        .filter(found -> Objects.equals(found.load().id(), run.loadId()))
        .filter(found -> found.replacement() == null)
        .isPresent();
  }

  /**
   * Takes the plan that a round carries out, in the caller's transaction, which registers the
   * round.
   *
   * @return the number of the round
   * @throws RoundGoneException if it is planned no more, or is not due
   */
  int take(long after, DatabaseTime now) {
    SyncRun before =
        runs.lockByIdForACaller(after)
            .filter(run -> RunProtocol.mayStartRound(run.planned() != null, isDue(run, now)))
            .orElseThrow(() -> new RoundGoneException(after));
    before.callOff(now);
    return before.kind().round() + 1;
  }

  private static boolean isDue(SyncRun run, DatabaseTime now) {
    Planned planned = run.planned();
    return planned != null && planned.isDue(now);
  }

  /**
   * Calls off what is planned for a load, in the caller's transaction.
   *
   * @return whether anything was planned
   */
  boolean callOff(long loadId) {
    return runs.callOffRounds(loadId) > 0;
  }

  /** Calls off what is planned after a run, whose load needs no round any more. */
  @Transactional
  public void callOffAfter(SyncRun run, DatabaseTime now) {
    runs.lockById(run.id()).ifPresent(locked -> locked.callOff(now));
  }

  /** The runs that a round is planned after. */
  List<SyncRun> planned() {
    return runs.findPlanned();
  }

  Optional<SyncRun> planned(long after) {
    return runs.findById(after).filter(run -> run.planned() != null);
  }

  /**
   * How a load goes on.
   *
   * @param replaced whether a newer load has taken its place, so that no planned round will begin
   */
  LoadView.Rounds of(long loadId, boolean replaced) {
    int begun =
        runs.findFirstByLoadIdAndKindResendFalseOrderByTimesRegisteredAtDescIdDesc(loadId)
            .map(run -> run.kind().round())
            .orElse(0);
    return new LoadView.Rounds(begun, waits.size(), replaced ? null : next(loadId));
  }

  private @Nullable LocalDateTime next(long loadId) {
    return runs.findPlannedOf(loadId).stream()
        .map(SyncRun::planned)
        .filter(Objects::nonNull)
        .findFirst()
        .map(planned -> LocalDateTime.ofInstant(planned.at(), clock.getZone()))
        .map(next -> next.truncatedTo(ChronoUnit.SECONDS))
        .orElse(null);
  }
}
