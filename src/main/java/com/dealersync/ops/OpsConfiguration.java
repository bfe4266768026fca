package com.dealersync.ops;

import com.dealersync.sync.JobServer;
import com.dealersync.sync.JobServers;
import com.dealersync.sync.StartReadiness;
import com.dealersync.sync.Watchdog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.info.BuildProperties;
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

  @Bean
  Inspection inspection(
      ObjectProvider<BuildProperties> build,
      RedisCheck redis,
      DataSource database,
      JobServers jobServers,
      Watchdog watchdog) {
    String version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("dev");
    return new Inspection(version, redis, database, jobServers, watchdog);
  }

  /** Replaces Spring Boot's indicator, which only sends {@code INFO}. */
  @Bean
  RedisCheck redisHealthIndicator(StartReadiness readiness) {
    return new RedisCheck(readiness::now, System::nanoTime);
  }

  /** Whether this node takes runs now. */
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

  /**
   * For liveness, which must fail only if a restart would help. So it does not fail while the
   * database is away.
   */
  @Bean
  HealthIndicator jobServerRevivalHealthIndicator(JobServerSupervisor supervisor) {
    return () ->
        supervisor.inVainFor().compareTo(BEYOND_REVIVAL) < 0
            ? Health.up().build()
            : Health.down().withDetail("sinRevivirDesdeHace", supervisor.inVainFor()).build();
  }
}
