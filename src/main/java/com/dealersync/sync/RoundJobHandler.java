package com.dealersync.sync;

import com.dealersync.audit.Caller;
import com.dealersync.sync.RoundMetrics.Event;
import com.dealersync.sync.RoundPlan.Planned;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Starts a round in the same way as a request starts a run. While the process type is busy, or
 * Redis does not answer, the plan stays and the watchdog brings the round up again. It is public
 * because JobRunr finds it by its class.
 */
@Component
public class RoundJobHandler implements JobRequestHandler<RoundJob> {

  private static final Logger log = LoggerFactory.getLogger(RoundJobHandler.class);

  private final Rounds rounds;
  private final RunRegistry registry;
  private final SyncStarter starter;
  private final RoundMetrics metrics;

  RoundJobHandler(Rounds rounds, RunRegistry registry, SyncStarter starter, RoundMetrics metrics) {
    this.rounds = rounds;
    this.registry = registry;
    this.starter = starter;
    this.metrics = metrics;
  }

  @Override
  public void run(RoundJob job) {
    rounds.planned(job.runId()).ifPresent(this::startAfter);
  }

  private void startAfter(SyncRun run) {
    DatabaseTime now = registry.now();
    Planned planned = run.planned();
    try (var context = run.logContext()) {
      if (planned != null && planned.isDue(now)) {
        start(run, now);
      }
    } catch (RoundGoneException e) {
      log.info("🔁 [RONDAS] {}", e.getMessage());
    }
  }

  private void start(SyncRun run, DatabaseTime now) {
    StartCommand command =
        new StartCommand(
            run.processType(),
            run.idCarga(),
            Caller.system(run.times().correlationId()),
            run.kind().forced(),
            new Purpose.Round(run.id()));
    switch (starter.startUnasked(command)) {
      case StartResult.Accepted accepted -> {
        metrics.did(run, Event.STARTED);
        log.info(
            "🔁 [RONDAS] Ronda {} de la carga {}: ejecución {}",
            run.kind().round() + 1,
            run.idCarga(),
            accepted.syncControlId());
      }
      case LoadRefusal refusal -> {
        rounds.callOffAfter(run, now);
        metrics.did(run, Event.CALLED_OFF);
        log.info("🔁 [RONDAS] La carga {} ya no necesita rondas: {}", run.idCarga(), refusal);
      }
      case StartResult.AlreadyActive active -> waits(run, active);
      case StartResult.Busy busy -> waits(run, busy);
      case StartResult.LockUnavailable unavailable -> waits(run, unavailable);
      case StartResult.Stopping stopping -> waits(run, stopping);
      case StartResult.Paused paused -> waits(run, paused);
      case StartResult.NoLongerDue gone -> waits(run, gone);
    }
  }

  private static void waits(SyncRun run, StartResult why) {
    log.info(
        "🔁 [RONDAS] La ronda después de la ejecución {} espera: {}",
        run.id(),
        why.getClass().getSimpleName());
  }
}
