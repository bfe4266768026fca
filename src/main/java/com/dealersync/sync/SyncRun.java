package com.dealersync.sync;

import com.dealersync.catalog.ColumnText;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.RunResults.Unreached;
import com.dealersync.lock.LockToken;
import com.dealersync.logs.LogContext;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Length;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.type.NumericBooleanConverter;
import org.jspecify.annotations.Nullable;

/**
 * One run of a synchronisation. Its row decides who may work on it. Every change locks the row
 * first (see {@link Fence}) and checks that the transition is allowed.
 */
@Entity
@DynamicUpdate
@Table(name = "CO_EVENTOSCARGASINCCONTROL")
class SyncRun {

  private static final int ERROR_BYTES = 1_000;
  static final int USER_BYTES = 100;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "COES_SINCCONTROLID")
  private Long id;

  @Column(name = "COES_PROCESSTYPE", updatable = false)
  private String processType;

  /** The process type while the run is active, null afterwards; the database computes it. */
  @Column(name = "COES_PROCESOACTIVO", insertable = false, updatable = false)
  private @Nullable String activeProcessType;

  @Column(name = "COES_IDCARGA", updatable = false)
  private String idCarga;

  @Column(name = "COES_FECHACARGA", updatable = false)
  private @Nullable LocalDateTime fechaCarga;

  @Column(name = "COES_COCP_EVENTPROCESOID", updatable = false)
  private @Nullable Long loadId;

  @Column(name = "COES_ESTATUSCARGA", updatable = false)
  private @Nullable String loadStatus;

  @Column(name = "COES_HANGFIREJOBID")
  private @Nullable String jobId;

  @Enumerated(EnumType.STRING)
  @Column(name = "COES_STATUS")
  private RunStatus status;

  @Column(name = "COES_PROCESOID", updatable = false)
  private @Nullable String processId;

  @Embedded private RunLease lease;

  @Convert(converter = NumericBooleanConverter.class)
  @Column(name = "COES_CANCELSOLICITADO")
  private boolean cancelRequested;

  @Convert(converter = NumericBooleanConverter.class)
  @Column(name = "COES_FORZADA", updatable = false)
  private boolean forced;

  @Enumerated(EnumType.STRING)
  @Column(name = "COES_PILOTO")
  private @Nullable PilotState pilot;

  /** The number of the round that this run is; 0 if a person started it. */
  @Column(name = "COES_RONDA", updatable = false)
  private int round;

  @Convert(converter = NumericBooleanConverter.class)
  @Column(name = "COES_REENVIO", updatable = false)
  private boolean resend;

  @Embedded private @Nullable RoundPlan plan;

  @Column(name = "COES_CORRELACIONID", updatable = false)
  private @Nullable String correlationId;

  /** Hibernate reads this and the next one as null if all of their columns are null. */
  @Embedded private @Nullable RunTimes times;

  @Embedded private @Nullable RunCounts counts;

  /** Written beside the entity, so that an update of the entity leaves it alone. */
  @Embedded private @Nullable RunSignal signal;

  @Enumerated(EnumType.STRING)
  @Column(name = "COES_RESULTADO")
  private @Nullable RunResult result;

  @Column(name = "COES_ERRORMESSAGE")
  private @Nullable String errorMessage;

  @Column(name = "COES_ERRORDETAILS", length = Length.LONG32)
  private @Nullable String errorDetails;

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
    run.processType = load.processType();
    run.idCarga = load.idCarga();
    run.fechaCarga = load.fechaCarga();
    run.loadId = load.id();
    run.loadStatus = load.status();
    run.jobId = jobId.toString();
    run.status = RunStatus.PENDING;
    run.processId = token.processId();
    run.lease = RunLease.of(token, now);
    run.correlationId = command.caller().correlationId();
    run.times = RunTimes.accepted(ColumnText.fit(command.caller().name(), USER_BYTES), now);
    run.forced = command.forced();
    run.round = round;
    run.resend = command.purpose() instanceof Purpose.Resend;
    return run;
  }

  /** A new attempt takes the run over. From here on, writes of older attempts are refused. */
  Claim claim(DatabaseTime now) {
    LockToken token = lease.next();
    go(RunStatus.RUNNING, now);
    lease = RunLease.of(token, now);
    times = times().started(now);
    return new Claim(id, token, processType, loadId == null ? 0 : loadId, idCarga, user());
  }

  /** Whether this attempt is still the one that may write. */
  boolean isOwnedBy(Claim claim) {
    return RunProtocol.mayWrite(status, lease.attempt(), claim.attempt());
  }

  void beat(DatabaseTime now) {
    lease = lease.beat(now);
  }

  /** Whether this attempt or an earlier one has already prepared the dealers. */
  boolean isPrepared() {
    return counts().arePrepared();
  }

  /** Whether its result for each dealer is stored; not if it began before results were stored. */
  boolean keepsResults() {
    return !isPrepared() || counts().dealersNotSent() != null;
  }

  void prepared(int webhooks, int omitted, int dealers, DatabaseTime now) {
    count(RunCounts.prepared(webhooks, omitted, dealers), now);
  }

  void progressed(Progress progress, DatabaseTime now) {
    count(counts().and(progress), now);
  }

  /** Null if it has no pilot, or has not begun it. */
  @Nullable PilotState pilot() {
    return pilot;
  }

  void pilot(PilotState state, DatabaseTime now) {
    pilot = state;
    touch(now);
  }

  /** The sum of what {@link #progressed} has added. */
  Progress counted() {
    return counts().counted();
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

  /** What became of the dealers that it is for. */
  DealerTally tally() {
    return counts().tally();
  }

  private void count(RunCounts next, DatabaseTime now) {
    counts = next;
    touch(now);
  }

  private RunCounts counts() {
    return counts == null ? RunCounts.UNKNOWN : counts;
  }

  void complete(DealerTally tally, DatabaseTime now) {
    end(RunStatus.COMPLETED, now);
    result = RunResult.of(tally);
    errorMessage = null;
    errorDetails = null;
  }

  /**
   * @param unreached those without an answer
   */
  void fail(String message, @Nullable String details, Unreached unreached, DatabaseTime now) {
    endEarly(RunStatus.FAILED, unreached, now);
    errorMessage = ColumnText.fit(message, ERROR_BYTES);
    errorDetails = details;
  }

  /** Asks the attempt at work to stop. The reason names the first caller who asked. */
  void requestCancel(String reason, DatabaseTime now) {
    if (!cancelRequested) {
      cancelRequested = true;
      errorMessage = ColumnText.fit(reason, ERROR_BYTES);
      touch(now);
    }
  }

  /** Whether it was started by force, against the findings of the guard. */
  boolean isForced() {
    return forced;
  }

  /** The number of the round that this run is; 0 if a person started it. */
  int round() {
    return round;
  }

  /** Whether it is only for the dealers that its request names. */
  boolean isResend() {
    return resend;
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

  /** For how long the planned round should have begun; zero if it should not, or none is. */
  Duration overdue(DatabaseTime now) {
    RoundPlan.Planned planned = planned();
    return planned == null || !planned.isDue(now)
        ? Duration.ZERO
        : Duration.between(planned.at(), now.instant());
  }

  boolean isCancelRequested() {
    return cancelRequested;
  }

  /** Why it failed, or was asked to stop. */
  @Nullable String errorMessage() {
    return errorMessage;
  }

  /**
   * Ends it with the reason of the request to cancel.
   *
   * @param unreached those without an answer
   */
  void cancel(Unreached unreached, DatabaseTime now) {
    endEarly(RunStatus.CANCELLED, unreached, now);
    errorDetails = null;
  }

  /** Notes why an attempt failed, until another one makes progress. */
  void attemptFailed(String message, @Nullable String details, DatabaseTime now) {
    if (!cancelRequested) {
      errorMessage = ColumnText.fit(message, ERROR_BYTES);
      errorDetails = details;
      touch(now);
    }
  }

  private void endEarly(RunStatus end, Unreached unreached, DatabaseTime now) {
    end(end, now);
    counts = counts().closed(unreached);
  }

  RunState state(DatabaseTime now) {
    return lease.state(status, times().accepted(now.zone()), now);
  }

  Duration age(DatabaseTime now) {
    return times().age(now);
  }

  private RunTimes times() {
    return times == null ? RunTimes.UNKNOWN : times;
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

  long id() {
    return id;
  }

  String processType() {
    return processType;
  }

  String idCarga() {
    return idCarga;
  }

  RunStatus status() {
    return status;
  }

  @Nullable Long loadId() {
    return loadId;
  }

  /** The load's status when the run was accepted: any other was set by another application. */
  @Nullable String loadStatus() {
    return loadStatus;
  }

  boolean isOf(Load load) {
    return load.isNamed(idCarga, fechaCarga);
  }

  /** Whether a lock key with this token is the run's, taken by any attempt of it. */
  boolean holds(LockToken token) {
    return token.processId().equals(processId);
  }

  Optional<LockToken> token() {
    return lease.token();
  }

  /** The context of log lines about this run. */
  LogContext.Scope logContext() {
    return LogContext.ofRun(correlationId, id, processType);
  }

  @Nullable String correlationId() {
    return correlationId;
  }

  /** Empty if it has no job, or a job of another product from before this service. */
  Optional<UUID> jobId() {
    try {
      return Optional.ofNullable(jobId).map(UUID::fromString);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** Who writes this run's rows: the caller who started it. */
  String user() {
    return times().user();
  }

  RunView view() {
    return new RunView(
        id,
        processId,
        processType,
        idCarga,
        fechaCarga,
        loadId,
        status,
        result,
        counts().ofWebhooks(),
        counts().ofDealers(),
        times().registeredAt(),
        times().registeredBy(),
        times().startedAt(),
        times().endedAt(),
        jobId,
        lease.attempt(),
        forced,
        pilot,
        round,
        resend,
        errorMessage,
        status.isActive() ? signal : null);
  }
}
