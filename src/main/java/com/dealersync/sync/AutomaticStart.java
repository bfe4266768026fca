package com.dealersync.sync;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.NewLoads;
import com.dealersync.catalog.NewLoads.Newest;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.catalog.StartWindow;
import com.dealersync.logs.LogContext;
import com.dealersync.logs.RepeatedFaults;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts new loads of the process types that want it, within their hours. It runs on every node: a
 * load is started once, because the start checks again, with the lock, that it has had no run.
 */
@Component
class AutomaticStart {

  private static final Logger log = LoggerFactory.getLogger(AutomaticStart.class);

  /** Whoever writes a load may still be at it. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final List<ProcessType> types;
  private final NewLoads loads;
  private final ContentGuard guard;
  private final Pauses pauses;
  private final RunRegistry registry;
  private final SyncStarter starter;
  private final JobServer jobServer;
  private final RepeatedFaults faults;
  private final Map<String, String> lastSaid = new ConcurrentHashMap<>();

  AutomaticStart(
      ProcessTypes processTypes,
      NewLoads loads,
      ContentGuard guard,
      Pauses pauses,
      RunRegistry registry,
      SyncStarter starter,
      JobServer jobServer,
      RepeatedFaults faults) {
    types = processTypes.all().stream().filter(type -> type.automaticStart() != null).toList();
    this.loads = loads;
    this.guard = guard;
    this.pauses = pauses;
    this.registry = registry;
    this.starter = starter;
    this.jobServer = jobServer;
    this.faults = faults;
  }

  @Scheduled(
      initialDelayString = "${dealer-sync.watchdog.adopt-every:15s}",
      fixedDelayString = "${dealer-sync.watchdog.adopt-every:15s}")
  void look() {
    if (!types.isEmpty() && !jobServer.isDraining()) {
      types.forEach(this::look);
    }
  }

  private void look(ProcessType type) {
    try (var context = LogContext.ofProcessType(type.name())) {
      look(type, registry.now());
    } catch (RuntimeException e) {
      faults.met(log, "No se pudo ver si hay una carga por iniciar; se intenta de nuevo", e);
    }
  }

  void look(ProcessType type, DatabaseTime now) {
    StartWindow window = type.automaticStart();
    if (window == null || !window.contains(now.zoned())) {
      return;
    }
    loads
        .newest(type.name())
        .filter(newest -> !newest.hasRun() && !newest.load().isSynchronised())
        .ifPresent(
            newest -> {
              String obstacle = obstacle(type, newest, now);
              if (obstacle == null) {
                start(newest.load());
              } else {
                say(newest.load(), obstacle);
              }
            });
  }

  /** Why the load does not start now; null if it does. The cheap reasons come first. */
  private @Nullable String obstacle(ProcessType type, Newest newest, DatabaseTime now) {
    LocalDateTime changed = newest.changedAt();
    if (changed != null && changed.isAfter(now.local().minus(SETTLED))) {
      return "su renglón se escribió hace menos de un minuto";
    }
    if (pauses.find(type.name()).isPresent()) {
      return "el proceso está en pausa";
    }
    if (!newest.hasItsDealers()) {
      return "su snapshot tiene %d dealers y COCP_DEALERSTOTALES dice %s"
          .formatted(newest.dealers(), newest.announcedDealers());
    }
    List<String> findings = guard.findings(newest.load(), loads.records(type));
    return findings.isEmpty() ? null : String.join("; ", findings);
  }

  private void start(Load load) {
    StartResult result =
        starter.start(
            new StartCommand(
                load.processType(),
                load.idCarga(),
                Caller.system(null),
                false,
                new Purpose.FirstRun()));
    switch (result) {
      case StartResult.Accepted accepted -> {
        lastSaid.remove(load.processType());
        log.info(
            "🌙 [BATCH_SYNC] Inicio automático de la carga {}: ejecución {}",
            load.idCarga(),
            accepted.syncControlId());
      }
      case StartResult.NoLongerDue done -> {}
      default ->
          say(load, "el inicio se rechazó (%s)".formatted(result.getClass().getSimpleName()));
    }
  }

  /** Once for each reason, not at each look. */
  private void say(Load load, String obstacle) {
    String text = load.idCarga() + ": " + obstacle;
    if (!text.equals(lastSaid.put(load.processType(), text))) {
      log.info("🌙 [BATCH_SYNC] La carga {} no se inicia todavía: {}", load.idCarga(), obstacle);
    }
  }
}
