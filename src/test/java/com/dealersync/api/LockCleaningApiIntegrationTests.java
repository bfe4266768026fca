package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.RedisMonitor;
import com.dealersync.testing.TestRedis;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ApiTest
@ActiveProfiles("dev")
class LockCleaningApiIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final String PATH = Api.BASE + "/limpiar-locks";
  private static final String AUDIT = Api.BASE + "/auditoria?accion=LIMPIAR_LOCKS&size=1";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired StringRedisTemplate redis;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  @BeforeEach
  void clear() {
    scene.awaitRedis();
    scene.clear();
  }

  @Test
  void deletesEveryLockAndNoOtherKeyAndClosesEveryActiveRun() {
    long run = scene.activeRun();
    scene.lockProductList();
    redis.opsForValue().set("lock:sync:Removed", "x");
    redis.opsForValue().set("lock:other", "x");

    Answer answer = api.delete(PATH);

    answer.is(
        200,
        """
        {"success": true, "message": "🧹 Locks limpiados.",
         "data": {"keysDeleted": 2, "runsClosed": 1},
         "timestamp": "2025-01-07T10:30:00"}""");
    assertThat(redis.keys("*")).containsExactly("lock:other");
    Answer closed = api.get(Api.BASE + "/" + run);
    assertThat(closed.at("/data/status").asText()).isEqualTo("FAILED");
    assertThat(closed.at("/data/error").asText()).isEqualTo("lock limpiado manualmente");
    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
  }

  @Test
  void isAudited() {
    api.delete(PATH);

    Answer audit = api.get(AUDIT);
    assertThat(audit.at("/data/elementos/0/usuario").asText()).isEqualTo("tester");
  }

  @Test
  void looksForTheLocksWithoutHoldingRedisUp() {
    try (RedisMonitor monitor = SERVER.monitor()) {
      api.delete(PATH);

      assertThat(monitor.commands())
          .anyMatch(command -> command.contains("\"SCAN\""))
          .noneMatch(command -> command.contains("\"KEYS\""));
    }
  }

  @Test
  void isDoneByDeleteOnly() {
    Answer answer = api.get(PATH);

    answer.isError(405, "El método HTTP no está permitido en esta ruta.");
    assertThat(answer.header("Allow")).hasValue("DELETE");
  }

  @Test
  void changesNothingWithoutRedis() {
    long run = scene.activeRun();
    JsonNode before = api.get(AUDIT).at("/data/total");
    SERVER.stop();
    try {
      Answer answer = api.delete(PATH);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).hasValue("10");
      assertThat(api.get(Api.BASE + "/" + run).at("/data/status").asText()).isEqualTo("RUNNING");
      assertThat(api.get(AUDIT).at("/data/total")).isEqualTo(before);
    } finally {
      SERVER.start();
    }
  }
}
