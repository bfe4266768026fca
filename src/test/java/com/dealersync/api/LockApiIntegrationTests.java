package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A key that no run has is told apart from a run, and can be taken away in production. */
@ApiTest
class LockApiIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final String KEY = "lock:sync:ProductList";
  private static final String PATH = Api.BASE + "/locks/ProductList";
  private static final String STATE = Api.BASE + "/estado/ProductList";
  private static final String AUDIT = Api.BASE + "/auditoria?accion=LIBERAR_LOCK&size=1";
  private static final String REMOVED = "🧹 Se quitó el lock del processType 'ProductList'.";

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
  void tellsAForeignKeyFromARun() {
    scene.productListLoad("20250107_001");
    scene.lockProductListByAnotherLibrary();

    Answer state = api.get(STATE);
    assertThat(state.at("/data"))
        .hasToString(
            """
            {"processType":"ProductList","lockActivo":true,"mensaje":"⚠️ El lock del processType \
            'ProductList' no es de ninguna ejecución: otra aplicación escribió la clave (tipo hash, no \
            vence nunca). Nada se inicia hasta que se quite.","lockAjeno":true}""");
    Answer start = api.start("ProductList", "20250107_001");
    assertThat(start.status()).isEqualTo(409);
    assertThat(start.at("/message").asText()).startsWith("⚠️ PROCESO OCUPADO: El processType");

    redis.delete(KEY);
    redis.opsForValue().set(KEY, "x", Duration.ofSeconds(90));
    assertThat(api.get(STATE).at("/data/mensaje").asText()).contains("tipo string, vence en ");
    assertThat(api.get(STATE).at("/data/expiraEnSegundos").asInt()).isBetween(80, 90);
  }

  @Test
  void takesAForeignKeyAwayAndNotesWhoWantedIt() {
    scene.productListLoad("20250107_001");
    scene.lockProductListByAnotherLibrary();
    redis.opsForValue().set("lock:sync:CampaignList", "x");

    Answer removed =
        api.send(
            api.request("DELETE", PATH, null)
                .setHeader("Authorization", "Bearer " + TestTokens.token("ana", "sync.admin")));

    removed.is(
        200,
        """
        {"success": true, "message": "%s",
         "data": {"processType": "ProductList", "eliminada": true},
         "timestamp": "2025-01-07T10:30:00"}"""
            .formatted(REMOVED));
    assertThat(redis.keys("*")).containsExactly("lock:sync:CampaignList");
    Answer audit = api.get(AUDIT);
    assertThat(audit.at("/data/elementos/0/usuario").asText()).isEqualTo("ana");
    assertThat(audit.at("/data/elementos/0/processType").asText()).isEqualTo("ProductList");
    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
  }

  @Test
  void takesAwayWhatNoRunHasAndNobodyWillComeBackFor() {
    for (String left :
        new String[] {
          "B".repeat(16) + "|0|0123456789ABCDEF", "B".repeat(16) + "|3|0123456789ABCDEF", "\u00ff\n"
        }) {
      redis.opsForValue().set(KEY, left);
      assertThat(api.delete(PATH).at("/message").asText()).isEqualTo(REMOVED);
      assertThat(redis.hasKey(KEY)).isFalse();
    }
  }

  @Test
  void leavesALiveRunsLockAndARequestsAlone() {
    long run = scene.activeRun();
    scene.lockProductList();
    JsonNode before = api.get(AUDIT).at("/data/total");

    Answer ofRun = api.delete(PATH);
    assertThat(ofRun.status()).isEqualTo(409);
    assertThat(ofRun.header("Retry-After")).isPresent();
    assertThat(ofRun.at("/data/syncControlId").asLong()).isEqualTo(run);
    assertThat(redis.hasKey(KEY)).isTrue();

    scene.clear();
    scene.lockProductListByARequest();
    Answer ofRequest = api.delete(PATH);
    assertThat(ofRequest.status()).isEqualTo(409);
    assertThat(ofRequest.at("/data")).hasToString("{\"processType\":\"ProductList\"}");
    assertThat(redis.hasKey(KEY)).isTrue();
    assertThat(api.get(AUDIT).at("/data/total")).isEqualTo(before);
  }

  @Test
  void leavesAForeignKeyWhileARunLives() {
    scene.productListLoad("20250107_001");
    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
    redis.opsForValue().set(KEY, "x");

    assertThat(api.delete(PATH).status()).isEqualTo(409);
    assertThat(redis.opsForValue().get(KEY)).isEqualTo("x");
  }

  @Test
  void saysThatThereIsNothingToTakeAway() {
    JsonNode before = api.get(AUDIT).at("/data/total");

    assertThat(api.delete(PATH).at("/data/eliminada").asBoolean(true)).isFalse();
    api.delete(Api.BASE + "/locks/productlist")
        .isError(404, "El processType 'productlist' no está implementado.");
    assertThat(api.get(AUDIT).at("/data/total")).isEqualTo(before);
  }

  @Test
  void changesNothingWithoutRedis() {
    SERVER.stop();
    try {
      Answer answer = api.delete(PATH);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).hasValue("10");
    } finally {
      SERVER.start();
    }
  }
}
