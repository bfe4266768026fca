package com.dealersync.sync;

import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.database.AfterCommit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts rounds, and shows those that should have begun by now. */
@Component
final class RoundMetrics {

  /** What became of a round. */
  enum Event {
    PLANNED,
    STARTED,
    CALLED_OFF
  }

  private final MeterProvider<Counter> rounds;
  private volatile Map<String, Duration> overdue = Map.of();

  RoundMetrics(MeterRegistry registry, ProcessTypes processTypes) {
    rounds =
        Counter.builder("dealersync.rounds")
            .description("Rounds that this node planned, started and called off")
            .withRegistry(registry);
    for (String type : processTypes.all().stream().map(ProcessType::name).toList()) {
      List.of(Event.values()).forEach(event -> counter(type, event));
      TimeGauge.builder(
              "dealersync.round.overdue", this, TimeUnit.MILLISECONDS, it -> it.overdue(type))
          .description("Since a round of the process type should have begun; 0 if none should have")
          .tag("process_type", type)
          .register(registry);
    }
  }

  private double overdue(String processType) {
    return overdue.getOrDefault(processType, Duration.ZERO).toMillis();
  }

  /** Takes part in the caller's transaction. */
  void planned(SyncRun run) {
    AfterCommit.run(() -> counter(run.processType(), Event.PLANNED).increment());
  }

  /** Call it after the commit. */
  void did(SyncRun run, Event event) {
    counter(run.processType(), event).increment();
  }

  /** What the watchdog saw in its last round, for all nodes. */
  void looked(List<SyncRun> planned, DatabaseTime now) {
    overdue =
        planned.stream()
            .collect(
                Collectors.toMap(
                    SyncRun::processType,
                    run -> overdue(run, now),
                    (one, other) -> one.compareTo(other) > 0 ? one : other));
  }

  private static Duration overdue(SyncRun run, DatabaseTime now) {
    RoundPlan.Planned planned = run.planned();
    return planned == null ? Duration.ZERO : planned.overdue(now);
  }

  private Counter counter(String processType, Event event) {
    return rounds.withTags(
        "process_type", processType, "event", event.name().toLowerCase(Locale.ROOT));
  }
}
