package com.dealersync.sync;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Counts the requests to synchronise by their results. */
@Component
final class RequestMetrics {

  private static final String FAILED = "failed";

  private final MeterProvider<Counter> requests;

  RequestMetrics(MeterRegistry registry) {
    requests =
        Counter.builder("dealersync.sync.requests")
            .description("Requests to synchronise, by what became of them")
            .withRegistry(registry);
    // Start at zero, so that the first event is an increase, too.
    Stream.of("accepted", "busy", "lock_unavailable", FAILED).forEach(this::counter);
  }

  StartResult counted(Supplier<StartResult> start) {
    String outcome = FAILED;
    try {
      StartResult result = start.get();
      outcome = outcome(result);
      return result;
    } finally {
      counter(outcome).increment();
    }
  }

  private static String outcome(StartResult result) {
    return switch (result) {
      case StartResult.Accepted accepted -> "accepted";
      case StartResult.AlreadyActive active -> "already_active";
      case StartResult.Busy busy -> "busy";
      case StartResult.LockUnavailable unavailable -> "lock_unavailable";
      case StartResult.NoLongerDue done -> "no_longer_due";
      case StartResult.Paused paused -> "paused";
      case StartResult.Stopping stopping -> "stopping";
      case LoadRefusal.UnknownProcessType unknown -> "unknown_process_type";
      case LoadRefusal.UnknownLoad unknown -> "unknown_load";
      case LoadRefusal.AlreadySynchronised synchronised -> "already_synchronised";
      case LoadRefusal.Replaced replaced -> "replaced";
    };
  }

  private Counter counter(String outcome) {
    return requests.withTag("outcome", outcome);
  }
}
