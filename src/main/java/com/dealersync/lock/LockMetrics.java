package com.dealersync.lock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Counts what happens to locks, by process type. The configuration bounds the number of process
 * types.
 */
@Component
final class LockMetrics {

  private final MeterProvider<Counter> locks;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  LockMetrics(MeterRegistry registry) {
    locks =
        Counter.builder("dealersync.locks")
            .description("What became of locks in Redis")
            .withRegistry(registry);
  }

  private enum Outcome {
    ACQUIRED,
    REFUSED,
    TAKEN_OVER,
    RENEWED,
    LOST,
    RELEASED,
    UNAVAILABLE
  }

  Acquisition acquired(String processType, Acquisition acquisition) {
    return taken(processType, acquisition, Outcome.ACQUIRED);
  }

  Acquisition replaced(String processType, Acquisition acquisition) {
    return taken(processType, acquisition, Outcome.TAKEN_OVER);
  }

  private Acquisition taken(String processType, Acquisition acquisition, Outcome success) {
    count(
        processType,
        switch (acquisition) {
          case Acquisition.Acquired ours -> success;
          case Acquisition.Held others -> Outcome.REFUSED;
          case Acquisition.Unavailable unavailable -> Outcome.UNAVAILABLE;
        });
    return acquisition;
  }

  Hold held(String processType, Hold hold) {
    count(
        processType,
        switch (hold) {
          case RENEWED -> Outcome.RENEWED;
          case TAKEN -> Outcome.TAKEN_OVER;
          case RESTORED, STRANGER -> Outcome.LOST;
          case UNAVAILABLE -> Outcome.UNAVAILABLE;
        });
    return hold;
  }

  void released(String processType) {
    count(processType, Outcome.RELEASED);
  }

  private void count(String processType, Outcome outcome) {
    if (known.add(processType)) {
      // Start at zero, so that the first event is an increase, too.
      List.of(Outcome.values()).forEach(each -> counter(processType, each));
    }
    counter(processType, outcome).increment();
  }

  private Counter counter(String processType, Outcome outcome) {
    return locks.withTags(
        "process_type", processType, "outcome", outcome.name().toLowerCase(Locale.ROOT));
  }
}
