package com.dealersync.sync;

import com.dealersync.lock.LockProperties;
import com.dealersync.sync.WatchdogMetrics.Action;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds runs that nobody else would finish: accepted ones whose node died before it queued the job,
 * cancelled ones that were not ended, and dead ones whose job will not run again. It runs on every
 * node. Several nodes at once do no harm: each decision is made again under the row's lock, and a
 * job is queued only once.
 */
@Component
public class Watchdog {

  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

  /** The longest time that a request may take from its row to its job. */
  private static final Duration HAND_OVER = Duration.ofSeconds(10);

  private final SyncRuns runs;
  private final RunRegistry registry;
  private final HandOver handOver;
  private final Cancellation cancellation;
  private final JobServer jobServer;
  private final Pauses pauses;
  private final RunNotices notices;
  private final Rounds rounds;
  private final RoundJobs roundJobs;
  private final RoundMetrics roundMetrics;
  private final WatchdogMetrics metrics;
  private final Duration ttl;
  private final Duration warnAfter;
  private volatile @Nullable LocalDateTime lastPatrol;

  Watchdog(
      SyncRuns runs,
      RunRegistry registry,
      HandOver handOver,
      Cancellation cancellation,
      JobServer jobServer,
      Pauses pauses,
      RunNotices notices,
      Rounds rounds,
      RoundJobs roundJobs,
      RoundMetrics roundMetrics,
      LockProperties lock,
      WatchdogProperties properties,
      WatchdogMetrics metrics) {
    this.runs = runs;
    this.registry = registry;
    this.handOver = handOver;
    this.cancellation = cancellation;
    this.jobServer = jobServer;
    this.pauses = pauses;
    this.notices = notices;
    this.rounds = rounds;
    this.roundJobs = roundJobs;
    this.roundMetrics = roundMetrics;
    this.metrics = metrics;
    this.ttl = lock.ttl();
    this.warnAfter = properties.warnAfter();
  }

  /**
   * One round. The first is right after the start-up, for runs that the last stop or crash left
   * behind.
   */
  @Scheduled(initialDelay = 0, fixedDelayString = "${dealer-sync.watchdog.every:60s}")
  void patrol() {
    round(run -> true)
        .ifPresent(
            now -> {
              lastPatrol = now.local();
              lookAtRounds(now);
            });
  }

  /** Finds planned rounds that no job would start, and those that wait for another run. */
  private void lookAtRounds(DatabaseTime now) {
    try {
      List<SyncRun> planned = rounds.planned();
      roundMetrics.looked(planned, now);
      Set<String> paused = pauses.all().keySet();
      // During a pause a job would only end again without starting anything.
      planned.stream()
          .filter(run -> !paused.contains(run.processType()))
          .forEach(run -> lookAtRound(run, now));
    } catch (RuntimeException e) {
      metrics.failed();
      log.warn("🐕 [WATCHDOG] Las rondas planeadas no se pudieron revisar; sigue en la próxima", e);
    }
  }

  private void lookAtRound(SyncRun run, DatabaseTime now) {
    RoundPlan.Planned next = run.planned();
    try (var context = run.logContext()) {
      if (next != null && roundJobs.ensure(run, next, now)) {
        metrics.did(Action.ROUND_SCHEDULED);
        log.info(
            "🐕 [WATCHDOG] La ronda después de la ejecución {} tiene trabajo otra vez", run.id());
      }
    } catch (RuntimeException e) {
      log.warn(
          "🐕 [WATCHDOG] No se pudo atender la ronda después de la ejecución {}; sigue en la próxima",
          run.id(),
          e);
    }
  }

  /** When this node last looked at all runs, by the database's clock, in the service's zone. */
  public Optional<LocalDateTime> lastPatrol() {
    return Optional.ofNullable(lastPatrol);
  }

  /** The active runs that it warns about, oldest first. */
  public List<LongRun> longRuns() {
    DatabaseTime now = registry.now();
    return runs.findAllActive().stream()
        .filter(run -> run.times().age(now).compareTo(warnAfter) > 0)
        .map(run -> new LongRun(run.id(), run.processType(), run.idCarga(), run.times().age(now)))
        .sorted(Comparator.comparing(LongRun::age).reversed())
        .toList();
  }

  /** More often than a round, because nobody works on such a run yet and any node could. */
  @Scheduled(
      initialDelayString = "${dealer-sync.watchdog.adopt-every:15s}",
      fixedDelayString = "${dealer-sync.watchdog.adopt-every:15s}")
  void adopt() {
    round(run -> run.status() == RunStatus.PENDING);
  }

  /** The time of the round; empty if it failed. */
  private Optional<DatabaseTime> round(Predicate<SyncRun> which) {
    if (jobServer.isDraining()) {
      return Optional.empty();
    }
    try {
      DatabaseTime now = registry.now();
      List<SyncRun> active = runs.findAllActive();
      Set<String> paused = pauses.all().keySet();
      metrics.looked(active, paused, now);
      active.stream()
          .filter(which)
          .forEach(run -> look(run, paused.contains(run.processType()), now));
      return Optional.of(now);
    } catch (RuntimeException e) {
      metrics.failed();
      log.warn("🐕 [WATCHDOG] La ronda falló; sigue en la próxima", e);
      return Optional.empty();
    }
  }

  private void look(SyncRun run, boolean paused, DatabaseTime now) {
    try (var context = run.logContext()) {
      RunState state = run.state(now);
      if (run.status() == RunStatus.PENDING && state.isAlive(HAND_OVER)) {
        return;
      }
      if (run.ending().cancelRequested()) {
        metrics.did(Action.CANCELLED);
        cancellation.seeThrough(run.id());
        return;
      }
      switch (RunProtocol.watching(
          state, handOver.willRun(run), run.times().age(now), ttl, warnAfter)) {
        case LEAVE -> {}
        case WARN -> {
          warn(run, Action.WARNED, "lleva más de %d min".formatted(warnAfter.toMinutes()));
          if (!paused) {
            notices.takesLong(run, warnAfter, now);
          }
        }
        case ENQUEUE -> enqueue(run);
        case FAIL -> close(run);
      }
    } catch (RuntimeException e) {
      log.warn(
          "🐕 [WATCHDOG] No se pudo atender la ejecución {}; sigue en la próxima", run.id(), e);
    }
  }

  private void enqueue(SyncRun run) {
    run.jobId()
        .ifPresentOrElse(
            jobId -> {
              if (handOver.again(run, jobId)) {
                warn(run, Action.ENQUEUED, "no tenía trabajo; se encoló de nuevo");
              }
            },
            () -> close(run));
  }

  private void close(SyncRun run) {
    if (registry.closeIfDead(run.id(), "Dejó de dar señales de vida y ningún trabajo la retoma")) {
      warn(run, Action.CLOSED, "estaba muerta; se cerró como FAILED");
    }
  }

  private void warn(SyncRun run, Action action, String what) {
    metrics.did(action);
    log.warn("🐕 [WATCHDOG] La ejecución {} {}", run.id(), what);
  }
}
