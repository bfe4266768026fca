package byhand;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What somebody would write by hand on the same libraries if nothing could go wrong: the fewest
 * statements and commands that a call needs, and no more. Knows nothing of the service, nor does
 * the service's search for its parts come here.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ByHand.Calls.class)
public class ByHand {
  private static final Duration TTL = Duration.ofSeconds(600);

  /** What it shares with the service, which has it from its own file. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          "spring.config.name", "by-hand",
          "spring.threads.virtual.enabled", "true",
          "spring.datasource.hikari.maximum-pool-size", "20",
          "spring.jpa.open-in-view", "false",
          "spring.flyway.enabled", "false",
          "spring.data.redis.repositories.enabled", "false",
          "jobrunr.database.table-prefix", "BY_HAND_",
          "jobrunr.miscellaneous.allow-anonymous-data-usage", "false",
          "management.endpoint.health.probes.enabled", "true",
          "springdoc.paths-to-exclude", "/**");

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(ByHand.class).properties(SETTINGS).run(arguments);
  }

  /** A call's body. */
  record Start(String processType, String idCarga) {}

  /** A job without work. */
  public record Job(long run) implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** Does nothing. */
  public static final class Handler implements JobRequestHandler<Job> {
    @Override
    public void run(Job job) {}
  }

  @Bean
  SecurityFilterChain everybodyWithAToken(HttpSecurity http) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            it -> it.requestMatchers("/actuator/**").permitAll().anyRequest().authenticated())
        .oauth2ResourceServer(it -> it.jwt(jwt -> {}))
        .build();
  }

  @Bean
  JwtDecoder decoder(@Value("${dealer-sync.security.jwt.secret}") String secret) {
    return NimbusJwtDecoder.withSecretKey(
            new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
        .build();
  }

  /** The calls that are measured. */
  @RestController
  static final class Calls {
    private final JdbcTemplate sql;
    private final StringRedisTemplate redis;
    private final JobRequestScheduler jobs;

    Calls(JdbcTemplate sql, StringRedisTemplate redis, JobRequestScheduler jobs) {
      this.sql = sql;
      this.redis = redis;
      this.jobs = jobs;
    }

    @PostMapping("/")
    ResponseEntity<Map<String, Object>> start(@RequestBody Start start) {
      Long load =
          sql.queryForObject(
              "select COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?",
              Long.class,
              start.idCarga);
      String key = "lock:by-hand:" + start.processType;
      if (!Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(key, start.idCarga, TTL))) {
        return ResponseEntity.status(409).body(Map.of("success", false, "load", load));
      }
      Long run =
          sql.queryForObject(
              """
              insert into CO_EVENTOSCARGASINCCONTROL
                (COES_PROCESSTYPE, COES_IDCARGA, COES_COCP_EVENTPROCESOID, COES_STATUS)
              values (?, ?, ?, 'PENDING')
              returning COES_SINCCONTROLID""",
              Long.class,
              "ByHand" + start.processType,
              start.idCarga,
              load);
      jobs.enqueue(UUID.randomUUID(), new Job(run));
      return ResponseEntity.accepted().body(Map.of("success", true, "run", run));
    }

    @GetMapping("/estado/{processType}")
    Map<String, Object> state(@PathVariable String processType) {
      String holder = redis.opsForValue().get("lock:by-hand:" + processType);
      return Map.of("success", true, "locked", holder != null);
    }
  }
}
