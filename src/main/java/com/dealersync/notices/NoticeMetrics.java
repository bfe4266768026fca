package com.dealersync.notices;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts what became of attempts to deliver notices, and shows how many wait. */
@Component
final class NoticeMetrics {

  private final Counter delivered;
  private final Counter failed;
  private final Counter givenUp;
  private volatile int waiting;

  NoticeMetrics(MeterRegistry registry) {
    delivered = counter(registry, "delivered");
    failed = counter(registry, "failed");
    givenUp = counter(registry, "given_up");
    Gauge.builder("dealersync.notices.waiting", this, metrics -> metrics.waiting)
        .description("Notices that are not delivered yet, as this node saw last")
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("dealersync.notices")
        .description("Attempts of this node to deliver a notice, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  void seen(List<NoticeRows.Waiting> notices) {
    waiting = notices.size();
  }

  void delivered() {
    delivered.increment();
  }

  void failed() {
    failed.increment();
  }

  void givenUp() {
    givenUp.increment();
  }
}
