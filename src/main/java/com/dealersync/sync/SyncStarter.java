package com.dealersync.sync;

import com.dealersync.catalog.Load;
import com.dealersync.lock.Acquisition;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockProperties;
import com.dealersync.lock.LockToken;
import com.dealersync.lock.LockView;
import com.dealersync.logs.LogContext;
import com.dealersync.logs.RepeatedFaults;
import com.dealersync.sync.RunRegistry.Registration;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.StartResult.AlreadyActive;
import com.dealersync.sync.StartResult.Busy;
import com.dealersync.sync.StartResult.LockUnavailable;
import com.dealersync.sync.StartResult.Paused;
import com.dealersync.sync.StartResult.Stopping;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jobrunr.utils.uuid.UUIDv7Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Starts a synchronisation: one query for the load and the run of its process type, then the lock,
 * the row and the job. A refusal is a value and leaves nothing behind.
 */
@Component
public class SyncStarter {

  private static final Logger log = LoggerFactory.getLogger(SyncStarter.class);
  private static final String NO_REDIS =
      "❌ [DISTRIBUTED_LOCK] Redis no está disponible; no se inicia ningún proceso";
  private static final Duration REDIS_RETRY = Duration.ofSeconds(10);
  private static final Duration STOP_RETRY = Duration.ofSeconds(5);
  private static final Duration PAUSE_RETRY = Duration.ofMinutes(5);
  private static final int MOST_GONE_HOLDERS = 3;

  private final LoadChecks checks;
  private final SyncRuns runs;
  private final RunRegistry registry;
  private final DistributedLock lock;
  private final HandOver handOver;
  private final JobServer jobServer;
  private final RequestMetrics metrics;
  private final RepeatedFaults faults;
  private final Duration busyRetry;
  private final UUIDv7Factory jobIds = UUIDv7Factory.builder().withIncrementPlus1().build();

  SyncStarter(
      LoadChecks checks,
      SyncRuns runs,
      RunRegistry registry,
      DistributedLock lock,
      LockProperties lockProperties,
      HandOver handOver,
      JobServer jobServer,
      RequestMetrics metrics,
      RepeatedFaults faults) {
    this.checks = checks;
    this.runs = runs;
    this.registry = registry;
    this.lock = lock;
    this.handOver = handOver;
    this.jobServer = jobServer;
    this.metrics = metrics;
    this.faults = faults;
    this.busyRetry = lockProperties.renewEvery();
  }

  /**
   * Returns as soon as the job is handed over, long before the synchronisation ends.
   *
   * @throws HandOverException if the run was accepted but its job could not be queued; the run is
   *     closed as {@code FAILED} and the lock is free again
   */
  public StartResult start(StartCommand command) {
    try (var context = LogContext.ofProcessType(command.processType())) {
      return metrics.counted(() -> check(command));
    }
  }

  /**
   * The same for a start that nobody asked for and that counts as no request.
   *
   * @throws RoundGoneException if it is a round that is planned no more
   */
  StartResult startUnasked(StartCommand command) {
    try (var context = LogContext.ofProcessType(command.processType())) {
      return check(command);
    }
  }

  private StartResult check(StartCommand command) {
    return switch (result(command)) {
      case LoadRefusal refusal -> refusal;
      case LoadChecks.Passed passed when jobServer.isDraining() -> new Stopping(STOP_RETRY);
      case LoadChecks.Passed(var type, var load, var active, Pause pause) when pause != null ->
          new Paused(pause, retryAfter(pause));
      case LoadChecks.Passed passed -> start(passed, command);
    };
  }

  private static Duration retryAfter(Pause pause) {
    if (pause.until() == null) {
      return PAUSE_RETRY;
    }
    Duration left = Duration.between(Instant.now(), pause.until());
    return left.compareTo(PAUSE_RETRY) < 0 ? left : PAUSE_RETRY;
  }

  private LoadChecks.Result result(StartCommand command) {
    return command.purpose() instanceof Purpose.Resend
        ? checks.check(command.processType(), command.idCarga(), true)
        : checks.check(command.processType(), command.idCarga());
  }

  private StartResult start(LoadChecks.Passed passed, StartCommand command) {
    return switch (passed.activeRun()) {
      case NONE -> lockAndHandOver(passed.load(), command, true);
      case OF_ANOTHER -> lockAndHandOver(passed.load(), command, false);
      case OF_THIS_LOAD -> startAgain(passed.load(), command);
    };
  }

  /**
   * The load's own active run may be dead. If it has ended since the query, everything is checked
   * again.
   */
  private StartResult startAgain(Load load, StartCommand command) {
    Optional<SyncRun> active = runs.findActive(command.processType());
    if (active.isEmpty()) {
      return check(command);
    }
    return active
        .filter(run -> run.load().is(load))
        .flatMap(this::refusalBy)
        .orElseGet(() -> lockAndHandOver(load, command, false));
  }

  /** A run whose heartbeat stopped still counts as active while its key exists in Redis. */
  private Optional<StartResult> refusalBy(SyncRun run) {
    if (run.state(registry.now()).isAlive(lock.ttl())) {
      return Optional.of(new AlreadyActive(run.id(), run.status(), busyRetry));
    }
    return switch (lock.view(run.processType())) {
      case LockView.Unavailable unavailable -> Optional.of(unavailable(unavailable.cause()));
      case LockView.Held held when run.lease().holds(held.holder()) ->
          Optional.of(
              new AlreadyActive(
                  run.id(), run.status(), Objects.requireNonNullElse(held.expiresIn(), busyRetry)));
      case LockView.Held stranger -> Optional.empty();
      case LockView.Foreign foreign -> Optional.empty();
      case LockView.Free free -> Optional.empty();
    };
  }

  private StartResult lockAndHandOver(Load load, StartCommand command, boolean noActiveRun) {
    String processType = command.processType();
    LockToken token = LockToken.ofNewRun();
    if (!faults.isKnown(NO_REDIS)) {
      log.info("🔒 [BATCH_SYNC] Intentando adquirir lock...");
    }
    Acquisition acquisition = lock.acquire(processType, token);
    // While one ended run releases the lock, the last beat of another may take it for a moment.
    for (int i = 0; i < MOST_GONE_HOLDERS && noActiveRun && isHeld(acquisition); i++) {
      Optional<Acquisition> next = pastGoneHolder(processType, token);
      if (next.isEmpty()) {
        break;
      }
      acquisition = next.get();
    }
    return switch (acquisition) {
      case Acquisition.Unavailable unavailable -> unavailable(unavailable.cause());
      case Acquisition.Held held -> new Busy(lock.ttl(), busyRetry);
      case Acquisition.Acquired acquired -> locked(load, command, token, noActiveRun);
    };
  }

  private static boolean isHeld(Acquisition acquisition) {
    return acquisition instanceof Acquisition.Held;
  }

  /** Empty if the holder may live. */
  private Optional<Acquisition> pastGoneHolder(String processType, LockToken token) {
    KeyOwner owner = KeyOwner.of(lock.view(processType), runs::findHolder, lock.ttl());
    return switch (owner) {
      // The holder has just released the lock, so this is no reason to refuse.
      case KeyOwner.Nobody nobody -> Optional.of(lock.acquire(processType, token));
      case KeyOwner.LeftBehind(LockToken gone) ->
          Optional.of(lock.replace(processType, gone, token));
      case KeyOwner.Run run -> Optional.empty();
      case KeyOwner.Unregistered unregistered -> Optional.empty();
      case KeyOwner.Foreign(var key) -> {
        log.warn("⚠️ [DISTRIBUTED_LOCK] La clave del lock no es de dealer-sync: {}", key);
        yield Optional.empty();
      }
      case KeyOwner.Unknown(Exception cause) -> Optional.of(new Acquisition.Unavailable(cause));
    };
  }

  private StartResult locked(
      Load load, StartCommand command, LockToken token, boolean noActiveRun) {
    log.atInfo()
        .addKeyValue("processId", token.processId())
        .log("✅ [DISTRIBUTED_LOCK] Lock adquirido exitosamente");
    boolean handedOver = false;
    try {
      UUID jobId = jobIds.create();
      return switch (register(load, command, token, jobId, noActiveRun)) {
        case Registration.Registered(SyncRun run, DatabaseTime at) -> {
          handOver.handOver(run, jobId);
          handedOver = true;
          yield new Accepted(token.processId(), run.id(), jobId, at.local(), lock.ttl());
        }
        case Registration.Occupied(SyncRun by) when by.load().is(load) ->
            new AlreadyActive(by.id(), by.status(), busyRetry);
        case Registration.Occupied other -> new Busy(lock.ttl(), busyRetry);
        case Registration.NotFirst done -> new StartResult.NoLongerDue();
      };
    } finally {
      if (!handedOver) {
        lock.release(command.processType(), token);
      }
    }
  }

  private Registration register(
      Load load, StartCommand command, LockToken token, UUID jobId, boolean noActiveRun) {
    try {
      return noActiveRun
          ? registry.registerFirst(load, command, token, jobId)
          : registry.register(load, command, token, jobId);
    } catch (DataIntegrityViolationException e) {
      // The run that was faster may have ended since. If so, there is no reason to refuse.
      return runs.findActive(load.processType())
          .<Registration>map(Registration.Occupied::new)
          .orElseGet(() -> registry.register(load, command, token, jobId));
    }
  }

  private StartResult unavailable(Exception cause) {
    faults.met(log, NO_REDIS, cause);
    return new LockUnavailable(REDIS_RETRY);
  }
}
