package com.dealersync.sync;

import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.RunResults.Unreached;
import com.dealersync.lock.LockToken;
import com.dealersync.logs.LogContext;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One run of a synchronisation. Its row decides who may work on it. Every change locks the row
 * first (see {@link Fence}) and checks that the transition is allowed.
 */
@Entity
@DynamicUpdate
@Table(name = "CO_EVENTOSCARGASINCCONTROL")
class SyncRun {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "COES_SINCCONTROLID")
  private Long id;

  /** The process type while the run is active, null afterwards; the database computes it. */
  @Column(name = "COES_PROCESOACTIVO", insertable = false, updatable = false)
  private @Nullable String activeProcessType;

  @Embedded private RunLoad load;

  @Column(name = "COES_HANGFIREJOBID")
  private @Nullable String jobId;

  @Enumerated(EnumType.STRING)
  @Column(name = "COES_STATUS")
  private RunStatus status;

  @Embedded private RunLease lease;

  @Embedded private RunKind kind;

  @Embedded private @Nullable RoundPlan plan;

  /** Hibernate reads this and the next one as null if all of their columns are null. */
  @Embedded private @Nullable RunTimes times;

  @Embedded private @Nullable RunCounts counts;

  /** Written beside the entity, so that an update of the entity leaves it alone. */
  @Embedded private @Nullable RunSignal signal;

  @Embedded private RunEnding ending;

  @SuppressWarnings("NullAway.Init")
  protected SyncRun() {}

  /**
   * A run that was just accepted: its request holds the lock with {@code token}.
   *
   * @param round its number, 0 if it is none
   */
  @SuppressWarnings("NullAway.Init")
  static SyncRun accepted(
      Load load, StartCommand command, int round, LockToken token, UUID jobId, DatabaseTime now) {
    SyncRun run = new SyncRun();
    run.load = RunLoad.of(load);
    run.jobId = jobId.toString();
    run.status = RunStatus.PENDING;
    run.lease = RunLease.of(token, now);
    run.kind = RunKind.of(command, round);
    run.times = RunTimes.accepted(command.caller(), now);
    run.ending = RunEnding.OPEN;
    return run;
  }

  /** A new attempt takes the run over. From here on, writes of older attempts are refused. */
  Claim claim(DatabaseTime now) {
    LockToken token = lease.next();
    go(RunStatus.RUNNING, now);
    lease = lease.taken(token, now);
    times = times().started(now);
    return new Claim(
        id, token, processType(), load.id() == null ? 0 : load.id(), idCarga(), user());
  }

  /** Whether this attempt is still the one that may write. */
  boolean isOwnedBy(Claim claim) {
    return RunProtocol.mayWrite(status, lease.attempt(), claim.attempt());
  }

  void beat(DatabaseTime now) {
    lease = lease.beat(now);
  }

  void prepared(int webhooks, int omitted, int dealers, DatabaseTime now) {
    count(RunCounts.prepared(webhooks, omitted, dealers), now);
  }

  void progressed(Progress progress, DatabaseTime now) {
    count(counts().and(progress), now);
  }

  /**
   * Dealers' rows were corrected while the run was at work, so that its webhooks have changed.
   *
   * @param open webhooks that are still to be sent to
   * @param omitted dealers that have none any more
   */
  void replanned(int open, int omitted, DatabaseTime now) {
    count(counts().replanned(open, omitted), now);
  }

  private void count(RunCounts next, DatabaseTime now) {
    counts = next;
    touch(now);
  }

  void pilot(PilotState state, DatabaseTime now) {
    kind = kind.with(state);
    touch(now);
  }

  /** The round that follows it; null if none is planned. */
  RoundPlan.@Nullable Planned planned() {
    return plan == null ? null : plan.planned();
  }

  void plan(RoundPlan next, DatabaseTime now) {
    plan = next;
    touch(now);
  }

  /** Takes the plan away, if there is one. */
  void callOff(DatabaseTime now) {
    if (plan != null) {
      plan = null;
      touch(now);
    }
  }

  void complete(DealerTally tally, DatabaseTime now) {
    end(RunStatus.COMPLETED, now);
    ending = ending.completed(RunResult.of(tally));
  }

  /**
   * @param unreached those without an answer
   */
  void fail(String message, @Nullable String details, Unreached unreached, DatabaseTime now) {
    endEarly(RunStatus.FAILED, unreached, now);
    ending = ending.failed(message, details);
  }

  /** Asks the attempt at work to stop. The reason names the first caller who asked. */
  void requestCancel(String reason, DatabaseTime now) {
    if (!ending.cancelRequested()) {
      ending = ending.asked(reason);
      touch(now);
    }
  }

  /**
   * Ends it with the reason of the request to cancel.
   *
   * @param unreached those without an answer
   */
  void cancel(Unreached unreached, DatabaseTime now) {
    endEarly(RunStatus.CANCELLED, unreached, now);
    ending = ending.cancelled();
  }

  /** Notes why an attempt failed, until another one makes progress. */
  void attemptFailed(String message, @Nullable String details, DatabaseTime now) {
    if (!ending.cancelRequested()) {
      ending = ending.failed(message, details);
      touch(now);
    }
  }

  private void endEarly(RunStatus end, Unreached unreached, DatabaseTime now) {
    end(end, now);
    counts = counts().closed(unreached);
  }

  private void end(RunStatus end, DatabaseTime now) {
    go(end, now);
    times = times().ended(now);
  }

  private void go(RunStatus next, DatabaseTime now) {
    if (!status.next().contains(next)) {
      throw new IllegalStateException("Run %d cannot go from %s to %s".formatted(id, status, next));
    }
    status = next;
    touch(now);
  }

  private void touch(DatabaseTime now) {
    times = times().changed(now);
  }

  RunState state(DatabaseTime now) {
    return lease.state(status, times().accepted(now.zone()), now);
  }

  long id() {
    return id;
  }

  RunStatus status() {
    return status;
  }

  RunLoad load() {
    return load;
  }

  String processType() {
    return load.processType();
  }

  String idCarga() {
    return load.idCarga();
  }

  @Nullable Long loadId() {
    return load.id();
  }

  RunLease lease() {
    return lease;
  }

  RunKind kind() {
    return kind;
  }

  /** Whether it is only for the dealers that its request names. */
  boolean isResend() {
    return kind.resend();
  }

  RunTimes times() {
    return times == null ? RunTimes.UNKNOWN : times;
  }

  /** Who writes this run's rows: the caller who started it. */
  String user() {
    return times().user();
  }

  RunCounts counts() {
    return counts == null ? RunCounts.UNKNOWN : counts;
  }

  @Nullable RunSignal signal() {
    return signal;
  }

  RunEnding ending() {
    return ending;
  }

  /** The context of log lines about this run. */
  LogContext.Scope logContext() {
    return LogContext.ofRun(times().correlationId(), id, processType());
  }

  /** Its job as the row names it, which may be one of another product from before this service. */
  @Nullable String job() {
    return jobId;
  }

  /** Empty if it has no job, or one of another product. */
  Optional<UUID> jobId() {
    try {
      return Optional.ofNullable(jobId).map(UUID::fromString);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
