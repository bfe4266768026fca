package com.dealersync.dev;

import com.dealersync.catalog.ProcessTypes;
import com.dealersync.payload.PayloadRenderer;
import com.dealersync.payload.SealedContents;
import java.time.Clock;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What a development start has in its Spring context besides the service. Registered by {@link
 * DevEnvironment}; not annotated, so that no scan finds it.
 */
final class DevConfiguration {

  @Bean
  @Order(0)
  SecurityFilterChain devSecurity(HttpSecurity http) throws Exception {
    return http.securityMatcher(DevEndpoints.PATHS)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  RouterFunction<ServerResponse> devRoutes(DevEnvironment environment) {
    return new DevEndpoints(environment.tokens(), environment.dealers()).routes();
  }

  @Bean
  DemoData demoData(
      DevEnvironment environment,
      ProcessTypes types,
      PayloadRenderer renderer,
      SealedContents contents,
      JdbcTemplate sql,
      Clock clock) {
    return new DemoData(
        environment.products(),
        environment.dealers(),
        new PreviousLoad(types, renderer, contents, sql),
        sql,
        clock);
  }

  @Bean
  DemoExamples demoExamples(DevEnvironment environment, JdbcTemplate sql) {
    return new DemoExamples(environment.dealers(), sql);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> welcome(DevEnvironment environment) {
    return ready ->
        System.out.print(
            Welcome.text(
                root(ready.getApplicationContext().getEnvironment()),
                environment.products().size(),
                environment.dealers()));
  }

  private static String root(Environment environment) {
    return "%s://localhost:%s"
        .formatted(
            DevCertificate.isNeeded(environment) ? "https" : "http",
            environment.getRequiredProperty("local.server.port"));
  }
}
