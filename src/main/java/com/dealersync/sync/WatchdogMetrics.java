package com.dealersync.sync;

import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Metrics of what the watchdog saw in its last round, for the runs of all nodes, and of what it
 * did. So every node shows a run's age and silence, also if the node of the run is dead.
 */
@Component
final class WatchdogMetrics {

  private final MeterProvider<Counter> actions;
  private final Counter completed;
  private final Counter failed;
  private volatile Map<String, Seen> lastRound = Map.of();
  private volatile Set<String> paused = Set.of();

  private record Seen(Duration age, Duration silence) {}

  /** What it does with a run. */
  enum Action {
    WARNED,
    ENQUEUED,
    CLOSED,
    CANCELLED,
    ROUND_SCHEDULED
  }

  WatchdogMetrics(MeterRegistry registry, ProcessTypes processTypes) {
    actions =
        Counter.builder("dealersync.watchdog.actions")
            .description("What the watchdog of this node did with runs")
            .withRegistry(registry);
    List.of(Action.values()).forEach(this::counter);
    MeterProvider<Counter> rounds =
        Counter.builder("dealersync.watchdog.rounds")
            .description("Looks of this node's watchdog at the active runs")
            .withRegistry(registry);
    completed = rounds.withTag("outcome", "completed");
    failed = rounds.withTag("outcome", "failed");
    processTypes.all().stream().map(ProcessType::name).forEach(type -> register(type, registry));
  }

  private void register(String processType, MeterRegistry registry) {
    gauge("dealersync.run.age", Seen::age, processType)
        .description("Since the active run of the process type was accepted; 0 without one")
        .register(registry);
    gauge("dealersync.run.silence", Seen::silence, processType)
        .description("Since the last sign of life of the active run, on any node; 0 without one")
        .register(registry);
    Gauge.builder(
            "dealersync.process.paused",
            this,
            metrics -> metrics.paused.contains(processType) ? 1 : 0)
        .description("1 while an administrator holds the process type, else 0")
        .tag("process_type", processType)
        .register(registry);
  }

  private TimeGauge.Builder<WatchdogMetrics> gauge(
      String name, Function<Seen, Duration> what, String processType) {
    return TimeGauge.builder(
            name,
            this,
            TimeUnit.MILLISECONDS,
            metrics -> {
              Seen seen = metrics.lastRound.get(processType);
              return seen == null ? 0 : what.apply(seen).toMillis();
            })
        .tag("process_type", processType);
  }

  void looked(List<SyncRun> active, Set<String> pausedProcessTypes, DatabaseTime now) {
    paused = pausedProcessTypes;
    lastRound =
        active.stream()
            .collect(
                Collectors.toMap(
                    SyncRun::processType,
                    run -> new Seen(run.times().age(now), silence(run, now)),
                    (first, second) -> first));
    completed.increment();
  }

  private static Duration silence(SyncRun run, DatabaseTime now) {
    Duration silence = run.state(now).silence();
    return silence == null ? run.times().age(now) : silence;
  }

  void failed() {
    failed.increment();
  }

  void did(Action action) {
    counter(action).increment();
  }

  private Counter counter(Action action) {
    return actions.withTag("action", action.name().toLowerCase(Locale.ROOT));
  }
}
