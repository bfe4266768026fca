package com.dealersync.sync;

import com.dealersync.audit.AuditAction;
import com.dealersync.audit.AuditSubject;
import com.dealersync.audit.AuditTrail;
import com.dealersync.audit.Caller;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockView;
import com.dealersync.logs.LogContext;
import com.dealersync.logs.RepeatedFaults;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets an operator remove a key that blocks a process type and belongs to no run. */
@Component
public class LockRemoval {

  private static final Logger log = LoggerFactory.getLogger(LockRemoval.class);

  private final ProcessTypes processTypes;
  private final SyncRuns runs;
  private final DatabaseClock clock;
  private final DistributedLock lock;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;
  private final RepeatedFaults faults;

  LockRemoval(
      ProcessTypes processTypes,
      SyncRuns runs,
      DatabaseClock clock,
      DistributedLock lock,
      AuditTrail audit,
      TransactionTemplate transaction,
      RepeatedFaults faults) {
    this.processTypes = processTypes;
    this.runs = runs;
    this.clock = clock;
    this.lock = lock;
    this.audit = audit;
    this.transaction = transaction;
    this.faults = faults;
  }

  /** The result of a removal. */
  public sealed interface Result {

    /** The key is gone. */
    record Removed() implements Result {}

    /** There was none. */
    record NothingThere() implements Result {}

    /** A live run has the lock. It can be cancelled. */
    record RunLives(long syncControlId, RunStatus status, String idCarga) implements Result {}

    /** A request that is being accepted has the lock, or took it before this call. */
    record RequestLives() implements Result {}

    record UnknownProcessType() implements Result {}

    /** Redis does not answer. */
    record Unavailable() implements Result {}
  }

  /** Removes the key and writes an audit entry, or does neither. */
  public Result remove(String processType, Caller caller) {
    if (processTypes.find(processType).isEmpty()) {
      return new Result.UnknownProcessType();
    }
    try (var context = LogContext.ofProcessType(processType)) {
      return liveRun(processType)
          .<Result>map(LockRemoval::lives)
          .orElseGet(() -> removeKey(processType, caller));
    }
  }

  private Optional<SyncRun> liveRun(String processType) {
    return Optional.ofNullable(
        transaction.execute(
            open ->
                runs.findActive(processType)
                    .filter(run -> run.state(clock.now()).isAlive(lock.ttl()))
                    .orElse(null)));
  }

  private static Result.RunLives lives(SyncRun run) {
    return new Result.RunLives(run.id(), run.status(), run.idCarga());
  }

  private Result removeKey(String processType, Caller caller) {
    LockView seen = lock.view(processType);
    KeyOwner owner = KeyOwner.of(seen, runs::findHolder, lock.ttl());
    return switch (owner) {
      case KeyOwner.Nobody nobody -> new Result.NothingThere();
      case KeyOwner.Run(LockHolders.Holder run, var expiresIn) ->
          new Result.RunLives(run.runId(), run.status(), run.idCarga());
      case KeyOwner.Unregistered key when key.token().attempt() == 0 -> new Result.RequestLives();
      case KeyOwner.Unregistered ofAnotherDatabase -> removeKey(processType, seen, caller);
      case KeyOwner.LeftBehind key -> removeKey(processType, seen, caller);
      case KeyOwner.Foreign key -> removeKey(processType, seen, caller);
      case KeyOwner.Unknown unknown -> {
        faults.met(log, "❌ [DISTRIBUTED_LOCK] Redis no responde", unknown.cause());
        yield new Result.Unavailable();
      }
    };
  }

  private Result removeKey(String processType, LockView seen, Caller caller) {
    return Objects.requireNonNull(
        transaction.execute(
            open -> {
              audit.add(
                  caller, AuditAction.LIBERAR_LOCK, new AuditSubject(null, processType, null));
              Result result =
                  lock.remove(processType, seen)
                      .<Result>map(gone -> gone ? new Result.Removed() : new Result.RequestLives())
                      .orElseGet(Result.Unavailable::new);
              if (result instanceof Result.Removed) {
                log.warn("🧹 [BATCH_SYNC] Clave de lock quitada por {}: {}", caller.name(), seen);
              } else {
                open.setRollbackOnly();
              }
              return result;
            }));
  }
}
