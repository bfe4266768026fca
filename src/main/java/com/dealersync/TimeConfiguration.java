package com.dealersync;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The zone in which this service reads and writes local times, and the threads of its periodic
 * tasks.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

  @Bean
  Clock clock(@Value("${dealer-sync.zone}") ZoneId zone) {
    return Clock.system(zone);
  }

  /**
   * One thread for each periodic task. With virtual threads, Spring would run all of them on one
   * thread, and a round of the watchdog that waits for the database would delay the task that
   * revives the job server.
   */
  @Bean
  ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
    return builder.poolSize(8).threadNamePrefix("periodic-").build();
  }
}
