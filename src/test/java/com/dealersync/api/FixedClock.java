package com.dealersync.api;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The moment of the contract's examples. */
@TestConfiguration(proxyBeanMethods = false)
class FixedClock {

  static final LocalDateTime NOW = LocalDateTime.of(2025, 1, 7, 10, 30);

  @Bean
  @Primary
  Clock fixedClock() {
    ZoneId mexico = ZoneId.of("America/Mexico_City");
    return Clock.fixed(NOW.atZone(mexico).toInstant(), mexico);
  }
}
