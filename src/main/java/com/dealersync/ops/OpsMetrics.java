package com.dealersync.ops;

import com.dealersync.sync.JobServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Metrics of this node and of the servers that it needs. It asks the servers periodically on its
 * own threads, so that a server that does not respond does not delay a scrape.
 */
class OpsMetrics {

  private static final List<String> SERVERS = List.of("db", "redis");

  private final HealthEndpoint health;
  private final Map<String, Status> known = new ConcurrentHashMap<>();

  OpsMetrics(HealthEndpoint health, JobServer jobServer, MeterRegistry registry) {
    this.health = health;
    for (String server : SERVERS) {
      Gauge.builder("dealersync.component.up", () -> shown(known.get(server)))
          .description("Whether a server that this node needs does what it needs")
          .tag("component", server)
          .register(registry);
    }
    for (JobServer.State state : JobServer.State.values()) {
      Gauge.builder("dealersync.job.server.state", () -> jobServer.state() == state ? 1 : 0)
          .description("The state of this node's job server: 1 for the one it is in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  /** Never throws; a failure becomes a status. */
  @Scheduled(initialDelay = 0, fixedDelay = 10_000)
  void ask() {
    for (String server : SERVERS) {
      HealthComponent answer = health.healthForPath(server);
      known.put(server, answer == null ? Status.UNKNOWN : answer.getStatus());
    }
  }

  /** NaN before the first answer. */
  private static double shown(@Nullable Status status) {
    if (status == null) {
      return Double.NaN;
    }
    return status.equals(Status.UP) ? 1 : 0;
  }
}
