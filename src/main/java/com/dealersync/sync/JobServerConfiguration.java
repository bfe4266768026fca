package com.dealersync.sync;

import java.time.InstantSource;
import java.util.List;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.BackgroundJobServerConfigurationReader;
import org.jobrunr.server.JobActivator;
import org.jobrunr.spring.autoconfigure.JobRunrProperties;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * JobRunr's server with our own retries and with the database's clock, for which it has no
 * properties.
 */
@Configuration(proxyBeanMethods = false)
class JobServerConfiguration {

  /** Spring does not stop it as a bean. {@link JobServer} does, before the web server stops. */
  @Bean(destroyMethod = "")
  @ConditionalOnProperty("jobrunr.background-job-server.enabled")
  BackgroundJobServer backgroundJobServer(
      StorageProvider storage,
      JsonMapper jobRunrJsonMapper,
      JobActivator activator,
      BackgroundJobServerConfiguration configuration,
      JobRunrProperties properties,
      AttemptFailures failures,
      DatabaseClock clock) {
    InstantSource database = () -> clock.now().instant();
    StorageProvider timed =
        new DatabaseTimeStorage(
            storage,
            new BackgroundJobServerConfigurationReader(configuration),
            database,
            System::nanoTime);
    BackgroundJobServer server =
        new BackgroundJobServer(timed, jobRunrJsonMapper, activator, configuration);
    JobRunrProperties.Jobs jobs = properties.getJobs();
    server.setJobFilters(
        List.of(
            new RunRetries(
                jobs.getDefaultNumberOfRetries(),
                jobs.getRetryBackOffTimeSeed(),
                failures,
                database)));
    return server;
  }
}
