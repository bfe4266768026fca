package com.dealersync.sync;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A run as people see it. Times are in the service's zone, to the second. Counts are null until the
 * run has read its dealers.
 *
 * @param processId null for runs older than this service
 * @param loadId the load's key, null if the row names none
 * @param result null while active, and for runs that did not complete
 * @param attempt how often a job has taken it up; 0 before the first
 * @param forced whether it was started by force, against the findings of the guard
 * @param pilot what became of its pilot; null if it has none
 * @param round the number of the round that it is; 0 if a person started it
 * @param resend whether it is only for the dealers that its request names
 * @param error why it failed or was ended
 * @param signal the last one of the node that works on it; null if there was none, or it has ended
 */
public record RunView(
    long syncControlId,
    @Nullable String processId,
    String processType,
    String idCarga,
    @Nullable LocalDateTime fechaCarga,
    @Nullable Long loadId,
    RunStatus status,
    @Nullable RunResult result,
    Webhooks webhooks,
    Dealers dealers,
    @Nullable LocalDateTime registeredAt,
    @Nullable String registeredBy,
    @Nullable LocalDateTime startedAt,
    @Nullable LocalDateTime endedAt,
    @Nullable String jobId,
    int attempt,
    boolean forced,
    @Nullable PilotState pilot,
    int round,
    boolean resend,
    @Nullable String error,
    @Nullable RunSignal signal) {

  static RunView of(SyncRun run) {
    RunLoad load = run.load();
    RunTimes times = run.times();
    RunLease lease = run.lease();
    RunKind kind = run.kind();
    return new RunView(
        run.id(),
        lease.processId(),
        load.processType(),
        load.idCarga(),
        load.fechaCarga(),
        load.id(),
        run.status(),
        run.ending().result(),
        run.counts().ofWebhooks(),
        run.counts().ofDealers(),
        times.registeredAt(),
        times.registeredBy(),
        times.startedAt(),
        times.endedAt(),
        run.job(),
        lease.attempt(),
        kind.forced(),
        kind.pilot(),
        kind.round(),
        kind.resend(),
        run.ending().message(),
        run.status().isActive() ? run.signal() : null);
  }

  /**
   * The progress of its webhooks.
   *
   * @param total webhooks this run sends to
   * @param processed those with an answer or a final failure
   * @param failed the failed ones of those
   * @param omitted dealers without a webhook
   */
  public record Webhooks(
      @Nullable Integer total,
      @Nullable Integer processed,
      @Nullable Integer failed,
      @Nullable Integer omitted) {}

  /**
   * The progress of its dealers.
   *
   * @param total dealers this run is about: those of the load that were not confirmed before it
   * @param confirmed by this run
   * @param failed in this run, omitted ones included
   * @param notSent those to which it sent nothing, known once it has ended; null if its results
   *     were not stored
   */
  public record Dealers(
      @Nullable Integer total,
      @Nullable Integer confirmed,
      @Nullable Integer failed,
      @Nullable Integer notSent) {}

  /**
   * Whether its result for each dealer is stored. That is not so for runs from before results were
   * stored, nor for a run that has not read its dealers yet.
   */
  public boolean hasResults() {
    return dealers.notSent() != null;
  }

  /** 0–100, rounded down; null until the run has read its dealers. */
  public @Nullable Integer percentage() {
    Integer total = webhooks.total();
    Integer processed = webhooks.processed();
    if (total == null || processed == null) {
      return null;
    }
    return total == 0 ? 100 : (int) (100L * processed / total);
  }
}
