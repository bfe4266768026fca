package com.dealersync.ops;

import com.dealersync.sync.JobServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpsConfiguration {

  private static final Duration BEYOND_REVIVAL = Duration.ofMinutes(5);

  @Bean
  JobServerSupervisor jobServerSupervisor(
      JobServer server, DataSource database, MeterRegistry meters) {
    return new JobServerSupervisor(server, database, System::nanoTime, meters);
  }

  @Bean
  OpsMetrics opsMetrics(HealthEndpoint health, JobServer server, MeterRegistry meters) {
    return new OpsMetrics(health, server, meters);
  }

  /** Whether this node works on runs, now. */
  @Bean
  HealthIndicator jobServerHealthIndicator(JobServer server) {
    return () -> {
      JobServer.State state = server.state();
      Health.Builder health =
          switch (state) {
            case WORKING, NONE -> Health.up();
            case STOPPED, DRAINING -> Health.outOfService();
          };
      return health.withDetail("estado", state).build();
    };
  }

  /** Liveness: only what a restart would mend, so never a database that is away. */
  @Bean
  HealthIndicator jobServerRevivalHealthIndicator(JobServerSupervisor supervisor) {
    return () ->
        supervisor.inVainFor().compareTo(BEYOND_REVIVAL) < 0
            ? Health.up().build()
            : Health.down().withDetail("sinRevivirDesdeHace", supervisor.inVainFor()).build();
  }
}
