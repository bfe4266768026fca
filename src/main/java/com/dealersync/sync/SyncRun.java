package com.dealersync.sync;

import com.dealersync.catalog.ColumnText;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.RunResults.Unreached;
import com.dealersync.lock.LockToken;
import com.dealersync.logs.LogContext;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Length;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.type.NumericBooleanConverter;
import org.jspecify.annotations.Nullable;

/**
 * One run of a synchronisation. Its row is the truth about who may work: whoever changes it has
 * locked it first (see {@link Fence}), and each change guards its own transition.
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

  @Column(name = "COES_HANGFIREJOBID")
  private @Nullable String jobId;

  @Enumerated(EnumType.STRING)
  @Column(name = "COES_STATUS")
  private RunStatus status;

  @Column(name = "COES_PROCESOID", updatable = false)
  private @Nullable String processId;

  @Column(name = "COES_LOCKTOKEN")
  private @Nullable String lockToken;

  @Column(name = "COES_INTENTO")
  private int attempt;

  @Column(name = "COES_LATIDO")
  private @Nullable Instant heartbeat;

  @Convert(converter = NumericBooleanConverter.class)
  @Column(name = "COES_CANCELSOLICITADO")
  private boolean cancelRequested;

  @Convert(converter = NumericBooleanConverter.class)
  @Column(name = "COES_FORZADA", updatable = false)
  private boolean forced;

  @Column(name = "COES_CORRELACIONID", updatable = false)
  private @Nullable String correlationId;

  @Column(name = "COES_FECHAINICIO")
  private @Nullable LocalDateTime startedAt;

  @Column(name = "COES_FECHAFIN")
  private @Nullable LocalDateTime endedAt;

  @Column(name = "COES_WEBHOOKSTOTALES")
  private @Nullable Integer webhooksTotal;

  @Column(name = "COES_WEBHOOKSPROCESADOS")
  private @Nullable Integer webhooksProcessed;

  @Column(name = "COES_WEBHOOKSFALLIDOS")
  private @Nullable Integer webhooksFailed;

  @Column(name = "COES_WEBHOOKSOMITIDOS")
  private @Nullable Integer webhooksOmitted;

  @Column(name = "COES_DEALERSTOTALES")
  private @Nullable Integer dealersTotal;

  @Column(name = "COES_DEALERSEXITOSOS")
  private @Nullable Integer dealersConfirmed;

  @Column(name = "COES_DEALERSFALLIDOS")
  private @Nullable Integer dealersFailed;

  @Column(name = "COES_DEALERSNOENVIADOS")
  private @Nullable Integer dealersNotSent;

  @Enumerated(EnumType.STRING)
  @Column(name = "COES_RESULTADO")
  private @Nullable RunResult result;

  @Column(name = "COES_ERRORMESSAGE")
  private @Nullable String errorMessage;

  @Column(name = "COES_ERRORDETAILS", length = Length.LONG32)
  private @Nullable String errorDetails;

  @Column(name = "FECHAREGISTRO", updatable = false)
  private @Nullable LocalDateTime registeredAt;

  @Column(name = "USUARIOREGISTRO", updatable = false)
  private @Nullable String registeredBy;

  @Column(name = "FECHAMODIFICACION")
  private @Nullable LocalDateTime modifiedAt;

  @Column(name = "USUARIOMODIFICACION")
  private @Nullable String modifiedBy;

  @SuppressWarnings("NullAway.Init")
  protected SyncRun() {}

  /** A run that was just accepted: its request holds the lock with {@code token}. */
  @SuppressWarnings("NullAway.Init")
  static SyncRun accepted(
      Load load, StartCommand command, LockToken token, UUID jobId, DatabaseTime now) {
    SyncRun run = new SyncRun();
    run.processType = load.processType();
    run.idCarga = load.idCarga();
    run.fechaCarga = load.fechaCarga();
    run.loadId = load.id();
    run.jobId = jobId.toString();
    run.status = RunStatus.PENDING;
    run.processId = token.processId();
    run.lockToken = token.value();
    run.attempt = token.attempt();
    run.heartbeat = now.instant();
    run.correlationId = command.caller().correlationId();
    run.registeredAt = now.local();
    run.registeredBy = ColumnText.fit(command.caller().name(), USER_BYTES);
    run.forced = command.forced();
    return run;
  }

  /** A new attempt takes the run over; whatever an older one still does is refused from here on. */
  Claim claim(DatabaseTime now) {
    LockToken token =
        token().orElseGet(LockToken::ofNewRun).ofAttempt(RunProtocol.claiming(attempt));
    go(RunStatus.RUNNING, now);
    attempt = token.attempt();
    lockToken = token.value();
    heartbeat = now.instant();
    if (startedAt == null) {
      startedAt = now.local();
    }
    return new Claim(id, token, processType, loadId == null ? 0 : loadId, idCarga, user());
  }

  /** Whether this attempt is still the one that may write. */
  boolean isOwnedBy(Claim claim) {
    return RunProtocol.mayWrite(status, attempt, claim.attempt());
  }

  void beat(DatabaseTime now) {
    heartbeat = now.instant();
  }

  /**
   * Whether the dealers were made ready by this run already, perhaps by an earlier attempt of it.
   */
  boolean isPrepared() {
    return webhooksTotal != null;
  }

  /** Whether what it does with each dealer is kept; not if it began before that was done. */
  boolean keepsResults() {
    return !isPrepared() || dealersNotSent != null;
  }

  void prepared(int webhooks, int omitted, int dealers, DatabaseTime now) {
    webhooksTotal = webhooks;
    webhooksProcessed = 0;
    webhooksFailed = 0;
    webhooksOmitted = omitted;
    dealersTotal = dealers;
    dealersConfirmed = 0;
    dealersFailed = omitted;
    dealersNotSent = 0;
    touch(now);
  }

  void progressed(Progress progress, DatabaseTime now) {
    webhooksProcessed =
        sum(webhooksProcessed, progress.webhooksConfirmed() + progress.webhooksFailed());
    webhooksFailed = sum(webhooksFailed, progress.webhooksFailed());
    dealersConfirmed = sum(dealersConfirmed, progress.dealersConfirmed());
    dealersFailed = sum(dealersFailed, progress.dealersFailed());
    touch(now);
  }

  /** What {@link #progressed} has come to. */
  Progress counted() {
    int failed = sum(webhooksFailed, 0);
    return new Progress(
        sum(webhooksProcessed, -failed), failed, sum(dealersConfirmed, 0), sum(dealersFailed, 0));
  }

  /**
   * Dealers were corrected while the run was at work, and make other webhooks than it began with.
   *
   * @param open webhooks that are still to be sent to
   * @param omitted dealers that have none any more
   */
  void replanned(int open, int omitted, DatabaseTime now) {
    webhooksTotal = sum(webhooksProcessed, open);
    webhooksOmitted = sum(webhooksOmitted, omitted);
    dealersFailed = sum(dealersFailed, omitted);
    touch(now);
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

  /** Asks whoever works on it to stop; the first to ask is the one who is named. */
  void requestCancel(String reason, DatabaseTime now) {
    if (!cancelRequested) {
      cancelRequested = true;
      errorMessage = ColumnText.fit(reason, ERROR_BYTES);
      touch(now);
    }
  }

  /** Whether whoever started it lets pass what the guard finds. */
  boolean isForced() {
    return forced;
  }

  boolean isCancelRequested() {
    return cancelRequested;
  }

  /** Why it failed, or was asked to stop. */
  @Nullable String errorMessage() {
    return errorMessage;
  }

  /**
   * Ends it for the reason it was asked to stop for.
   *
   * @param unreached those without an answer
   */
  void cancel(Unreached unreached, DatabaseTime now) {
    endEarly(RunStatus.CANCELLED, unreached, now);
    errorDetails = null;
  }

  /** Notes why an attempt gave up, for as long as no other one gets further. */
  void attemptFailed(String message, @Nullable String details, DatabaseTime now) {
    if (!cancelRequested) {
      errorMessage = ColumnText.fit(message, ERROR_BYTES);
      errorDetails = details;
      touch(now);
    }
  }

  private void endEarly(RunStatus end, Unreached unreached, DatabaseTime now) {
    end(end, now);
    if (!isPrepared()) {
      dealersTotal = unreached.unsent();
      dealersConfirmed = 0;
      dealersFailed = 0;
      dealersNotSent = unreached.unsent();
    } else {
      dealersFailed = sum(dealersFailed, unreached.unanswered());
      dealersNotSent = dealersNotSent == null ? null : dealersNotSent + unreached.unsent();
    }
  }

  RunState state(DatabaseTime now) {
    Instant lastSign = lastSign(now.zone());
    return new RunState(
        status, attempt, lastSign == null ? null : Duration.between(lastSign, now.instant()));
  }

  /** Since it was accepted; by local time, which is exact enough for a warning. */
  Duration age(DatabaseTime now) {
    return registeredAt == null ? Duration.ZERO : Duration.between(registeredAt, now.local());
  }

  private @Nullable Instant lastSign(ZoneId zone) {
    if (heartbeat != null) {
      return heartbeat;
    }
    return registeredAt == null ? null : registeredAt.atZone(zone).toInstant();
  }

  private void end(RunStatus end, DatabaseTime now) {
    go(end, now);
    endedAt = now.local();
    if (startedAt == null) {
      startedAt = now.local();
    }
  }

  private void go(RunStatus next, DatabaseTime now) {
    if (!status.next().contains(next)) {
      throw new IllegalStateException("Run %d cannot go from %s to %s".formatted(id, status, next));
    }
    status = next;
    touch(now);
  }

  private void touch(DatabaseTime now) {
    modifiedAt = now.local();
    modifiedBy = user();
  }

  private static int sum(@Nullable Integer before, int more) {
    return (before == null ? 0 : before) + more;
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

  boolean isOf(Load load) {
    return load.isNamed(idCarga, fechaCarga);
  }

  /** Whether a lock key with this token is the run's, taken by any attempt of it. */
  boolean holds(LockToken token) {
    return token.processId().equals(processId);
  }

  Optional<LockToken> token() {
    return Optional.ofNullable(lockToken).flatMap(LockToken::parse);
  }

  /** For the lines that are about it. */
  LogContext.Scope logContext() {
    return LogContext.ofRun(correlationId, id, processType);
  }

  @Nullable String correlationId() {
    return correlationId;
  }

  /** Empty if it has none, or one of another job runner from the years before this service. */
  Optional<UUID> jobId() {
    try {
      return Optional.ofNullable(jobId).map(UUID::fromString);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** Who writes this run's rows: the caller who started it. */
  String user() {
    return registeredBy == null ? "dealer-sync" : registeredBy;
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
        new RunView.Webhooks(webhooksTotal, webhooksProcessed, webhooksFailed, webhooksOmitted),
        new RunView.Dealers(dealersTotal, dealersConfirmed, dealersFailed, dealersNotSent),
        registeredAt,
        registeredBy,
        startedAt,
        endedAt,
        jobId,
        attempt,
        forced,
        errorMessage);
  }
}
