package com.dealersync.api;

import com.dealersync.testing.TestData;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

@TestConfiguration(proxyBeanMethods = false)
class ApiTestConfiguration {

  /** The moment of the contract's examples. */
  @Bean
  @Primary
  Clock fixedClock() {
    ZoneId mexico = ZoneId.of("America/Mexico_City");
    return Clock.fixed(LocalDateTime.of(2025, 1, 7, 10, 30).atZone(mexico).toInstant(), mexico);
  }

  @Bean
  @Lazy
  ApiClient api(@Value("${local.server.port}") int port) {
    return new ApiClient(port);
  }

  @Bean
  Scene scene(JdbcTemplate sql, StringRedisTemplate redis, TestData data) {
    return new Scene(sql, redis, data);
  }
}
