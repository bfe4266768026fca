package com.dealersync;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The zone in which this service reads and writes local times, and its schedule. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

  @Bean
  Clock clock(@Value("${dealer-sync.zone}") ZoneId zone) {
    return Clock.system(zone);
  }
}
