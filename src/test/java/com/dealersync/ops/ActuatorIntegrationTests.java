package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.tracing.Tracer;
import java.net.http.HttpResponse;
import org.jobrunr.dashboard.JobRunrDashboardWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What operators' tools may read, and what anybody may. */
@OpsTest
class ActuatorIntegrationTests {

  private static final String ADMIN = TestTokens.token("ana", "sync.admin");
  private static final String NOT_ADMIN = TestTokens.token("ben", "sync.read", "sync.write");

  @Autowired OpsClient ops;
  @Autowired ApplicationContext context;

  @ParameterizedTest
  @ValueSource(strings = {"/actuator", "/actuator/prometheus", "/actuator/health/db"})
  void showsTheRestToOperatorsOnly(String path) {
    assertThat(ops.get(path, null).statusCode()).isEqualTo(401);
    assertThat(ops.get(path, NOT_ADMIN).statusCode()).isEqualTo(403);
    assertThat(ops.get(path, ADMIN).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/loggers",
        "/actuator/shutdown",
        "/actuator/metrics"
      })
  void hasNothingElse(String path) {
    assertThat(ops.get(path, ADMIN).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsAnybodyWhetherItIsWellAndOperatorsWhy() {
    HttpResponse<String> stranger = ops.get("/actuator/health", null);
    assertThat(stranger.statusCode()).isEqualTo(200);
    assertThat(OpsClient.json(stranger).fieldNames()).toIterable().containsOnly("status", "groups");
    assertThat(OpsClient.json(ops.get("/actuator/health", NOT_ADMIN)).has("components")).isFalse();

    JsonNode components = OpsClient.json(ops.get("/actuator/health", ADMIN)).at("/components");

    assertThat(components.fieldNames())
        .toIterable()
        .contains("db", "redis", "jobServer", "jobServerRevival");
    assertThat(components.at("/jobServer/details/estado").asText()).isEqualTo("WORKING");
  }

  @Test
  void collectsNoTracesAndShowsNoDashboardUnlessItIsToldTo() {
    assertThat(context.getBeanNamesForType(Tracer.class)).isEmpty();
    assertThat(context.getBeanNamesForType(JobRunrDashboardWebServer.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/readiness", "/actuator/health/liveness"})
  void answersProbesWithTheStatusAlone(String path) {
    assertThat(ops.get(path, null).body()).isEqualTo("{\"status\":\"UP\"}");
  }
}
