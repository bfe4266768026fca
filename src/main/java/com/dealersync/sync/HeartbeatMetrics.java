package com.dealersync.sync;

import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.springframework.stereotype.Component;

/**
 * Metrics of the runs at work on this node, from their heartbeats. The times of a process type
 * without a run are NaN.
 */
@Component
final class HeartbeatMetrics {

  private static final String PROCESS_TYPE = "process_type";
  private static final String SECONDS = "seconds";

  private final Set<Heartbeat> beating = ConcurrentHashMap.newKeySet();

  HeartbeatMetrics(MeterRegistry registry, ProcessTypes processTypes) {
    processTypes.all().stream().map(ProcessType::name).forEach(type -> register(type, registry));
  }

  void started(Heartbeat heartbeat) {
    beating.add(heartbeat);
  }

  void ended(Heartbeat heartbeat) {
    beating.remove(heartbeat);
  }

  private void register(String processType, MeterRegistry registry) {
    Gauge.builder("dealersync.runs.active", () -> of(processType, Heartbeat::age).count())
        .description("Runs at work on this node")
        .tag(PROCESS_TYPE, processType)
        .register(registry);
    Gauge.builder(
            "dealersync.heartbeat.age",
            () -> of(processType, Heartbeat::age).max().orElse(Double.NaN))
        .description("Since the database last told a run here that it is still its owner")
        .tag(PROCESS_TYPE, processType)
        .baseUnit(SECONDS)
        .register(registry);
    Gauge.builder(
            "dealersync.lease.remaining",
            () -> of(processType, Heartbeat::leaseLeft).min().orElse(Double.NaN))
        .description("Until a run here stops by itself, unless the database answers before")
        .tag(PROCESS_TYPE, processType)
        .baseUnit(SECONDS)
        .register(registry);
  }

  private DoubleStream of(String processType, Function<Heartbeat, Duration> what) {
    return beating.stream()
        .filter(heartbeat -> heartbeat.processType().equals(processType))
        .map(what)
        .mapToDouble(duration -> duration.toMillis() / 1_000.0);
  }
}
