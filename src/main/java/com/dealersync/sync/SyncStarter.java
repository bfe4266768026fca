package com.dealersync.sync;

import com.dealersync.catalog.Load;
import com.dealersync.lock.Acquisition;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockProperties;
import com.dealersync.lock.LockToken;
import com.dealersync.lock.LockView;
import com.dealersync.logs.LogContext;
import com.dealersync.sync.LoadLookup.ActiveRun;
import com.dealersync.sync.RunRegistry.Registration;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.StartResult.AlreadyActive;
import com.dealersync.sync.StartResult.Busy;
import com.dealersync.sync.StartResult.LockUnavailable;
import com.dealersync.sync.StartResult.Stopping;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jobrunr.utils.uuid.UUIDv7Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Starts a synchronisation: three checks, each cheaper to pass than the next, then the lock, the
 * row and the job. A refusal is a value; nothing stays behind after one.
 */
@Component
public class SyncStarter {

  private static final Logger log = LoggerFactory.getLogger(SyncStarter.class);
  private static final Duration REDIS_RETRY = Duration.ofSeconds(10);
  private static final Duration STOP_RETRY = Duration.ofSeconds(5);
  private static final int MOST_GONE_HOLDERS = 3;

  private final LoadChecks checks;
  private final SyncRuns runs;
  private final RunRegistry registry;
  private final DistributedLock lock;
  private final HandOver handOver;
  private final JobServer jobServer;
  private final RequestMetrics metrics;
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
      RequestMetrics metrics) {
    this.checks = checks;
    this.runs = runs;
    this.registry = registry;
    this.lock = lock;
    this.handOver = handOver;
    this.jobServer = jobServer;
    this.metrics = metrics;
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

  private StartResult check(StartCommand command) {
    return switch (checks.check(command.processType(), command.idCarga())) {
      case LoadRefusal refusal -> refusal;
      case LoadChecks.Passed passed when jobServer.isDraining() -> new Stopping(STOP_RETRY);
      case LoadChecks.Passed passed -> start(passed, command);
    };
  }

  private StartResult start(LoadChecks.Passed passed, StartCommand command) {
    Optional<StartResult> refusal =
        passed.activeRun() == ActiveRun.OF_THIS_LOAD
            ? runs.findActive(command.processType())
                .filter(run -> run.isOf(passed.load()))
                .flatMap(this::refusalBy)
            : Optional.empty();
    return refusal.orElseGet(() -> lockAndHandOver(passed, command));
  }

  /** A row whose heart stopped still counts while its key lives; Redis must say so. */
  private Optional<StartResult> refusalBy(SyncRun run) {
    if (run.state(registry.now()).isAlive(lock.ttl())) {
      return Optional.of(new AlreadyActive(run.id(), run.status(), busyRetry));
    }
    return switch (lock.view(run.processType())) {
      case LockView.Unavailable unavailable -> Optional.of(unavailable(unavailable.cause()));
      case LockView.Held held when run.holds(held.holder()) ->
          Optional.of(new AlreadyActive(run.id(), run.status(), held.expiresIn()));
      case LockView.Held stranger -> Optional.empty();
      case LockView.Free free -> Optional.empty();
    };
  }

  private StartResult lockAndHandOver(LoadChecks.Passed passed, StartCommand command) {
    String processType = command.processType();
    LockToken token = LockToken.ofNewRun();
    Acquisition acquisition = lock.acquire(processType, token);
    if (passed.activeRun() == ActiveRun.NONE) {
      acquisition = pastGoneHolders(acquisition, processType, token);
    }
    return switch (acquisition) {
      case Acquisition.Unavailable unavailable -> unavailable(unavailable.cause());
      case Acquisition.Held held -> new Busy(lock.ttl(), busyRetry);
      case Acquisition.Acquired acquired -> locked(passed, command, token);
    };
  }

  /** While one ended run lets go, the last beat of another may take the lock for a moment. */
  private Acquisition pastGoneHolders(
      Acquisition acquisition, String processType, LockToken token) {
    for (int i = 0; i < MOST_GONE_HOLDERS && acquisition instanceof Acquisition.Held; i++) {
      switch (lock.view(processType)) {
        // Who was there has just let go: that is no refusal.
        case LockView.Free free -> acquisition = lock.acquire(processType, token);
        case LockView.Held held -> {
          Optional<LockToken> gone = gone(held);
          if (gone.isEmpty()) {
            return acquisition;
          }
          acquisition = lock.replace(processType, gone.get(), token);
        }
        case LockView.Unavailable unavailable -> {
          return new Acquisition.Unavailable(unavailable.cause());
        }
      }
    }
    return acquisition;
  }

  /**
   * A run that ended a moment ago, or died right after its end, may not have released yet, and a
   * request may have died with the lock.
   *
   * @return the newest token of such a holder
   */
  private Optional<LockToken> gone(LockView.Held key) {
    return LockToken.parse(key.holder()).flatMap(holder -> gone(key, holder));
  }

  private Optional<LockToken> gone(LockView.Held key, LockToken holder) {
    Optional<SyncRun> run = runs.findByProcessId(holder.processId());
    Duration age = lock.ttl().minus(key.expiresIn());
    return RunProtocol.leftBehind(run.map(SyncRun::status), holder.attempt(), age)
        ? run.map(SyncRun::token).orElse(Optional.of(holder))
        : Optional.empty();
  }

  private StartResult locked(LoadChecks.Passed passed, StartCommand command, LockToken token) {
    log.atInfo()
        .addKeyValue("processId", token.processId())
        .log("✅ [DISTRIBUTED_LOCK] Lock adquirido exitosamente");
    boolean handedOver = false;
    try {
      UUID jobId = jobIds.create();
      return switch (register(passed, command, token, jobId)) {
        case Registration.Registered(SyncRun run, DatabaseTime at) -> {
          handOver.handOver(run, jobId);
          handedOver = true;
          yield new Accepted(token.processId(), run.id(), jobId, at.local(), lock.ttl());
        }
        case Registration.Occupied(SyncRun by) when by.isOf(passed.load()) ->
            new AlreadyActive(by.id(), by.status(), busyRetry);
        case Registration.Occupied other -> new Busy(lock.ttl(), busyRetry);
      };
    } finally {
      if (!handedOver) {
        lock.release(command.processType(), token);
      }
    }
  }

  private Registration register(
      LoadChecks.Passed passed, StartCommand command, LockToken token, UUID jobId) {
    Load load = passed.load();
    try {
      return passed.activeRun() == ActiveRun.NONE
          ? registry.registerFirst(load, command, token, jobId, passed.at())
          : registry.register(load, command, token, jobId);
    } catch (DataIntegrityViolationException e) {
      // Whoever was faster may have ended since, which is no reason to refuse this one.
      return runs.findActive(load.processType())
          .<Registration>map(Registration.Occupied::new)
          .orElseGet(() -> registry.register(load, command, token, jobId));
    }
  }

  private static StartResult unavailable(Exception cause) {
    log.atError()
        .setCause(cause)
        .log("❌ [DISTRIBUTED_LOCK] Redis no está disponible; no se inicia ningún proceso");
    return new LockUnavailable(REDIS_RETRY);
  }
}
