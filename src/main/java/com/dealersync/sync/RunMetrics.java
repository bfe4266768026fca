package com.dealersync.sync;

import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.database.AfterCommit;
import com.dealersync.database.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Counts how runs end and what they write. What happens in a transaction counts once it is
 * committed.
 */
@Component
final class RunMetrics {

  private static final List<String> RESULTS =
      List.of("total", "parcial", "ninguno", "failed", "cancelled");
  private static final Duration[] DURATIONS = {
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(2),
    Duration.ofMinutes(5),
    Duration.ofMinutes(10),
    Duration.ofMinutes(20),
    Duration.ofMinutes(40)
  };

  private final MeterProvider<Counter> runs;
  private final MeterProvider<Timer> durations;
  private final MeterProvider<Counter> orphans;
  private final MeterProvider<Counter> fencedOut;
  private final MeterProvider<Counter> deliveries;
  private final MeterProvider<Counter> failedAttempts;

  RunMetrics(MeterRegistry registry, ProcessTypes processTypes) {
    runs =
        Counter.builder("dealersync.runs")
            .description("Runs that this node ended, by how far they got")
            .withRegistry(registry);
    durations =
        Timer.builder("dealersync.run.duration")
            .description("From the first attempt of a run to its end")
            .serviceLevelObjectives(DURATIONS)
            .withRegistry(registry);
    orphans =
        Counter.builder("dealersync.orphans.replaced")
            .description("Dead runs that a new request closed and replaced")
            .withRegistry(registry);
    fencedOut =
        Counter.builder("dealersync.fenced.out.writes")
            .description("Writes refused to attempts that had lost their run")
            .withRegistry(registry);
    deliveries =
        Counter.builder("dealersync.deliveries")
            .description("Webhooks whose result is recorded")
            .withRegistry(registry);
    failedAttempts =
        Counter.builder("dealersync.attempts.failed")
            .description("Attempts of runs that failed and are followed by another, by the fault")
            .withRegistry(registry);
    processTypes.all().stream().map(ProcessType::name).forEach(this::beginAtZero);
  }

  /** Starts counters at zero, so that the first event of a kind is an increase, too. */
  private void beginAtZero(String processType) {
    RESULTS.forEach(result -> runs.withTags(tags(processType).and("result", result)));
    orphans.withTags(tags(processType));
    fencedOut.withTags(tags(processType));
    Stream.of(Fault.values()).forEach(fault -> failedAttempts(processType, fault));
    deliveries(processType, true);
    deliveries(processType, false);
  }

  /** Takes part in the caller's transaction. */
  void ended(SyncRun run) {
    RunView view = RunView.of(run);
    Enum<?> result = view.result() == null ? view.status() : view.result();
    Tags tags = tags(view.processType());
    AfterCommit.run(
        () -> {
          runs.withTags(tags.and("result", result.name().toLowerCase(Locale.ROOT))).increment();
          if (view.startedAt() != null && view.endedAt() != null) {
            durations.withTags(tags).record(Duration.between(view.startedAt(), view.endedAt()));
          }
        });
  }

  /** Takes part in the caller's transaction. */
  void replaced(SyncRun orphan) {
    AfterCommit.run(() -> orphans.withTags(tags(orphan.processType())).increment());
  }

  void fencedOut(Claim claim) {
    fencedOut.withTags(tags(claim.processType())).increment();
  }

  /** Call it after the commit. */
  void delivered(Claim claim, Progress progress) {
    deliveries(claim.processType(), true).increment(progress.webhooksConfirmed());
    deliveries(claim.processType(), false).increment(progress.webhooksFailed());
  }

  void attemptFailed(Claim claim, Fault fault) {
    failedAttempts(claim.processType(), fault).increment();
  }

  private Counter failedAttempts(String processType, Fault fault) {
    return failedAttempts.withTags(
        tags(processType).and("fault", fault.name().toLowerCase(Locale.ROOT)));
  }

  private Counter deliveries(String processType, boolean confirmed) {
    return deliveries.withTags(
        tags(processType).and("outcome", confirmed ? "confirmed" : "failed"));
  }

  private static Tags tags(String processType) {
    return Tags.of("process_type", processType);
  }
}
