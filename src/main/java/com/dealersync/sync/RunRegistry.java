package com.dealersync.sync;

import com.dealersync.audit.AuditAction;
import com.dealersync.audit.AuditSubject;
import com.dealersync.audit.AuditTrail;
import com.dealersync.audit.Caller;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.RunRecipients;
import com.dealersync.lock.LockProperties;
import com.dealersync.lock.LockToken;
import com.dealersync.sync.RunProtocol.Cancelling;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The transactions in which a run is inserted, claimed by a job, and ended by others than its
 * attempt.
 */
@Component
class RunRegistry {

  private final SyncRuns runs;
  private final DatabaseClock clock;
  private final LockProperties lock;
  private final RunClosing closing;
  private final Rounds rounds;
  private final RunRecipients recipients;
  private final AuditTrail audit;

  RunRegistry(
      SyncRuns runs,
      DatabaseClock clock,
      LockProperties lock,
      RunClosing closing,
      Rounds rounds,
      RunRecipients recipients,
      AuditTrail audit) {
    this.runs = runs;
    this.clock = clock;
    this.lock = lock;
    this.closing = closing;
    this.rounds = rounds;
    this.recipients = recipients;
    this.audit = audit;
  }

  /** The result of registering a run as the only active one of its process type. */
  sealed interface Registration {
    record Registered(SyncRun run, DatabaseTime at) implements Registration {}

    record Occupied(SyncRun by) implements Registration {}

    /** Only the load's first run was asked for. */
    record NotFirst() implements Registration {}
  }

  /**
   * Inserts the run's row and its audit entry, if no active run of the process type was seen.
   *
   * @throws DataIntegrityViolationException if there is an active run by now
   * @throws RoundGoneException if it is for a round that is planned no more
   */
  @Transactional
  public Registration registerFirst(Load load, StartCommand command, LockToken token, UUID jobId) {
    DatabaseTime now = clock.now();
    return insert(load, command, round(command, now), token, jobId, now);
  }

  /**
   * Inserts the run's row and its audit entry. A dead run of the process type is closed in the same
   * transaction. A live one stays, whatever Redis says.
   *
   * @throws DataIntegrityViolationException if another request inserted its row at the same moment
   * @throws RoundGoneException if it is for a round that is planned no more
   */
  @Transactional
  public Registration register(Load load, StartCommand command, LockToken token, UUID jobId) {
    DatabaseTime now = clock.now();
    Optional<SyncRun> active = runs.lockActive(load.processType());
    return switch (RunProtocol.registering(active.map(run -> run.state(now)), lock.ttl())) {
      case OCCUPIED -> new Registration.Occupied(active.orElseThrow());
      case REPLACE -> {
        int round = round(command, now);
        closing.replace(active.orElseThrow(), now);
        runs.flush();
        yield insert(load, command, round, token, jobId, now);
      }
      case INSERT -> insert(load, command, round(command, now), token, jobId, now);
    };
  }

  /** The number of the round that the run is, whose plan this takes; 0 if it is none. */
  private int round(StartCommand command, DatabaseTime now) {
    return command.purpose() instanceof Purpose.Round(long after) ? rounds.take(after, now) : 0;
  }

  /**
   * A run of the load takes the place of its planned rounds; one for some dealers only leaves them
   * to the others.
   *
   * <p>Whether the load has had a run is asked here, while the caller has the lock: of several
   * nodes that start a load without a hand, the later ones see the run of the first.
   */
  private Registration insert(
      Load load, StartCommand command, int round, LockToken token, UUID jobId, DatabaseTime now) {
    if (command.purpose() instanceof Purpose.FirstRun && runs.existsByLoadId(load.id())) {
      return new Registration.NotFirst();
    }
    SyncRun run = runs.saveAndFlush(SyncRun.accepted(load, command, round, token, jobId, now));
    if (command.purpose() instanceof Purpose.Resend(List<String> bacs)) {
      recipients.add(run.id(), load.id(), bacs);
      audit.add(command.caller(), AuditAction.REENVIAR, subject(run));
      return new Registration.Registered(run, now);
    }
    rounds.callOff(load.id());
    audit.add(command.caller(), AuditAction.INICIAR, subject(run));
    if (command.forced() && round == 0) {
      audit.add(command.caller(), AuditAction.FORZAR, subject(run));
    }
    return new Registration.Registered(run, now);
  }

  private static AuditSubject subject(SyncRun run) {
    return new AuditSubject(run.id(), run.processType(), run.idCarga());
  }

  /** What a job may do with the run it was made for. */
  sealed interface Claiming {
    record Claimed(Claim claim, @Nullable String correlationId) implements Claiming {}

    /** The run has ended. Its lock may still have to be released. */
    record Ended(SyncRun run) implements Claiming {}

    record Unknown() implements Claiming {}
  }

  @Transactional
  public Claiming claim(long runId) {
    Optional<SyncRun> found = runs.lockById(runId);
    if (found.isEmpty()) {
      return new Claiming.Unknown();
    }
    SyncRun run = found.get();
    endIfCancelled(run);
    return RunProtocol.mayClaim(run.status())
        ? new Claiming.Claimed(run.claim(clock.now()), run.times().correlationId())
        : new Claiming.Ended(run);
  }

  /**
   * The result of a request to cancel a run, and the run as it is now.
   *
   * @param roundsCalledOff whether rounds of its load were planned, and are not any more
   */
  record CancelRequest(Cancelling decision, SyncRun run, boolean roundsCalledOff) {}

  /** Empty if there is no such run. */
  @Transactional
  public Optional<CancelRequest> requestCancel(long runId, Caller caller) {
    return runs.lockByIdForACaller(runId)
        .map(
            run -> {
              Cancelling decision = requestCancel(run, caller);
              return new CancelRequest(
                  decision, run, decision == Cancelling.TOO_LATE && callOffRounds(run, caller));
            });
  }

  private boolean callOffRounds(SyncRun run, Caller caller) {
    Long load = run.loadId();
    boolean calledOff = load != null && rounds.callOff(load);
    if (calledOff) {
      audit.add(caller, AuditAction.CANCELAR, subject(run));
    }
    return calledOff;
  }

  private Cancelling requestCancel(SyncRun run, Caller caller) {
    Cancelling decision = RunProtocol.cancelling(run.status());
    if (decision != Cancelling.TOO_LATE) {
      run.requestCancel("Cancelación solicitada por " + caller.name(), clock.now());
      audit.add(caller, AuditAction.CANCELAR, subject(run));
    }
    if (decision == Cancelling.END) {
      closing.cancel(run, clock.now());
    }
    return decision;
  }

  /**
   * Ends a run that was asked to stop, whatever attempt works on it; empty if this call did not end
   * it.
   */
  @Transactional
  public Optional<SyncRun> endIfCancelled(long runId) {
    return runs.lockById(runId).filter(this::endIfCancelled);
  }

  private boolean endIfCancelled(SyncRun run) {
    boolean due = run.status().isActive() && run.ending().cancelRequested();
    if (due) {
      closing.cancel(run, clock.now());
    }
    return due;
  }

  /** Ends a run whose job could not be handed over, unless a job has claimed it nevertheless. */
  @Transactional
  public void abandon(long runId, String reason, String details) {
    runs.lockById(runId)
        .filter(run -> RunProtocol.mayAbandon(run.status()))
        .ifPresent(run -> abandon(run, reason, details));
  }

  private void abandon(SyncRun run, String reason, String details) {
    if (mustGoOn(run)) {
      closing.failForNow(run, reason, details, clock.now());
    } else {
      closing.fail(run, reason, details, clock.now());
    }
  }

  /**
   * The caller of a request hears of it and may ask again. Nobody hears of a run that nobody asked
   * for, and the rounds of the load, whose place the run took, must go on.
   */
  private boolean mustGoOn(SyncRun run) {
    Long load = run.loadId();
    return load != null
        && !run.isResend()
        && (run.user().equals(Caller.SYSTEM)
            || runs.existsByLoadIdAndKindResendFalseAndIdNot(load, run.id()));
  }

  /** Ends a run whose last sign of life is older than the lock's TTL; false if it is not. */
  @Transactional
  public boolean closeIfDead(long runId, String reason) {
    Optional<SyncRun> found = runs.lockById(runId);
    DatabaseTime now = clock.now();
    Optional<SyncRun> dead =
        found.filter(run -> run.status().isActive() && !run.state(now).isAlive(lock.ttl()));
    dead.ifPresent(run -> closing.failForNow(run, reason, null, now));
    return dead.isPresent();
  }

  /** Ends every active run, at work or not; returns how many there were. */
  @Transactional
  public int endAll(String reason) {
    List<SyncRun> active = runs.lockAllActive();
    active.forEach(run -> closing.fail(run, reason, null, clock.now()));
    return active.size();
  }

  /** The same, with an audit entry. */
  @Transactional
  public int endAll(String reason, Caller caller) {
    audit.add(caller, AuditAction.LIMPIAR_LOCKS, AuditSubject.ALL);
    return endAll(reason);
  }

  @Transactional(readOnly = true)
  public DatabaseTime now() {
    return clock.now();
  }
}
