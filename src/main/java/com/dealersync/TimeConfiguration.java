package com.dealersync;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The zone in which this service reads and writes local times, and its schedule. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

  @Bean
  Clock clock(@Value("${dealer-sync.zone}") ZoneId zone) {
    return Clock.system(zone);
  }

  /**
   * A thread for each periodic task. On virtual threads Spring would run them all on one, and a
   * round of the watchdog that waits for the database would hold up whoever revives the job server.
   */
  @Bean
  ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
    return builder.poolSize(8).threadNamePrefix("periodic-").build();
  }
}
