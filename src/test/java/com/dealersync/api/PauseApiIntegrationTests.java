package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** An administrator holds a process type: who asks for a start is told who did it and why. */
@ApiTest
class PauseApiIntegrationTests {

  private static final String PAUSE = Api.BASE + "/procesos/ProductList/pausar";
  private static final String RESUMPTION = Api.BASE + "/procesos/ProductList/reanudar";
  private static final String AUDIT = Api.BASE + "/auditoria?usuario=olga&size=1";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @AfterEach
  void resume() {
    scene.clear();
  }

  @Test
  void refusesAStartWithWhoAndWhyAndUntilAndLeavesNothingBehind() {
    scene.productListLoad("20250107_001");
    Answer paused =
        byOlga(PAUSE, "{\"motivo\": \" Precios  mal \", \"hasta\": \"2099-01-07T06:00:00\"}");
    assertThat(paused.at("/message").asText())
        .isEqualTo("⏸️ El processType 'ProductList' está en pausa hasta 2099-01-07T06:00:00.");

    Answer refused = api.start("ProductList", "20250107_001");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.header("Retry-After")).hasValue("300");
    assertThat(refused.at("/data/motivo").asText()).isEqualTo("Precios  mal");
    assertThat(refused.at("/data/pausadoPor").asText()).isEqualTo("olga");
    assertThat(refused.at("/data/desde").asText()).matches("20\\d\\d-.*T\\d\\d:\\d\\d:\\d\\d");
    assertThat(refused.at("/data/hasta").asText()).isEqualTo("2099-01-07T06:00:00");
    assertThat(sql.queryForObject("select count(*) from CO_EVENTOSCARGASINCCONTROL", Long.class))
        .isZero();
  }

  @Test
  void holdsThatProcessTypeAlone() {
    scene.productListLoad("20250107_001");
    byOlga(Api.BASE + "/procesos/CampaignList/pausar", "{\"motivo\": \"revisión\"}");

    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
  }

  @Test
  void saysFirstThatALoadCannotBeSentAtAll() {
    scene.synchronisedProductListLoad("20250106_001");
    byOlga(PAUSE, "{\"motivo\": \"revisión\"}");

    assertThat(api.start("ProductList", "20250106_001").status()).isEqualTo(400);
  }

  @Test
  void acceptsAgainOnceItIsResumed() {
    scene.productListLoad("20250107_001");
    byOlga(PAUSE, "{\"motivo\": \"revisión\"}");
    assertThat(byOlga(RESUMPTION, "").at("/data/reanudado").asBoolean()).isTrue();

    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
    Answer again = byOlga(RESUMPTION, "");
    assertThat(again.at("/data/reanudado").asBoolean(true)).isFalse();
  }

  @Test
  void endsByItselfByTheDatabasesClock() {
    scene.productListLoad("20250107_001");
    byOlga(PAUSE, "{\"motivo\": \"revisión\", \"hasta\": \"2099-01-07T06:00:00\"}");
    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(409);

    sql.update("update CO_DS_PAUSA set PAUS_HASTA = CURRENT_TIMESTAMP");

    assertThat(api.get(Api.BASE + "/procesos").at("/data/1").has("pausa")).isFalse();
    assertThat(byOlga(RESUMPTION, "").at("/data/reanudado").asBoolean(true)).isFalse();
    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
  }

  @Test
  void aRunAtWorkSaysThatItIsPausedByWhomAndUntilWhen() {
    scene.productListLoad("20250107_001");
    long run = api.start("ProductList", "20250107_001").at("/data/syncControlId").asLong();
    sql.update(
        """
        update CO_EVENTOSCARGASINCCONTROL
           set COES_STATUS = 'RUNNING', COES_NODO = 'n1', COES_SENAL = CURRENT_TIMESTAMP,
               COES_ACTIVIDAD = '{}'\
        """);
    byOlga(PAUSE, "{\"motivo\": \"revisión\", \"hasta\": \"2099-01-07T06:00:00\"}");

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              JsonNode view = api.get(Api.BASE + "/" + run).at("/data");
              assertThat(view.at("/espera").asText()).as(view.toString()).isEqualTo("PAUSA");
              assertThat(view.at("/pausa/motivo").asText()).isEqualTo("revisión");
              assertThat(view.at("/pausa/pausadoPor").asText()).isEqualTo("olga");
              assertThat(view.at("/pausa/hasta").asText()).isEqualTo("2099-01-07T06:00:00");
            });
  }

  @Test
  void aPreviewTellsOfThePause() {
    scene.productListLoad("20250107_001");
    String body = "{\"processType\": \"ProductList\", \"idCarga\": \"20250107_001\"}";
    assertThat(api.post(Api.BASE + "/previsualizar", body).at("/data").has("pausa")).isFalse();

    byOlga(PAUSE, "{\"motivo\": \"revisión\"}");

    assertThat(api.post(Api.BASE + "/previsualizar", body).at("/data/pausa/pausadoPor").asText())
        .isEqualTo("olga");
  }

  @Test
  void replacesAPauseByTheNextOne() {
    byOlga(PAUSE, "{\"motivo\": \"uno\", \"hasta\": \"2099-01-07T06:00:00\"}");
    byOlga(PAUSE, "{\"motivo\": \"dos\"}");

    JsonNode pause = api.get(Api.BASE + "/procesos").at("/data/1/pausa");
    assertThat(pause.at("/motivo").asText()).isEqualTo("dos");
    assertThat(pause.has("hasta")).isFalse();
  }

  @Test
  void notesBothWithTheReason() {
    byOlga(PAUSE, "{\"motivo\": \"revisión\"}");
    JsonNode paused = api.get(AUDIT).at("/data/elementos/0");
    byOlga(RESUMPTION, "");
    JsonNode resumed = api.get(AUDIT).at("/data/elementos/0");
    int entries = api.get(AUDIT).at("/data/total").asInt();
    byOlga(RESUMPTION, "");

    assertThat(paused.at("/accion").asText()).isEqualTo("PAUSAR");
    assertThat(paused.at("/detalle").asText()).isEqualTo("revisión");
    assertThat(resumed.at("/accion").asText()).isEqualTo("REANUDAR");
    assertThat(resumed.at("/processType").asText()).isEqualTo("ProductList");
    assertThat(api.get(AUDIT).at("/data/total").asInt()).isEqualTo(entries);
  }

  @Test
  void refusesAnEndThatHasPassed() {
    LocalDateTime now = LocalDateTime.now(ZoneId.of("America/Mexico_City")).minusMinutes(1);
    Answer refused = byOlga(PAUSE, "{\"motivo\": \"x\", \"hasta\": \"%s\"}".formatted(now));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(sql.queryForObject("select count(*) from CO_DS_PAUSA", Long.class)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00", "+999999999-12-31T23:59:59"})
  void refusesAnEndThatNoDatabaseKnows(String end) {
    Answer refused = byOlga(PAUSE, "{\"motivo\": \"x\", \"hasta\": \"%s\"}".formatted(end));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(sql.queryForObject("select count(*) from CO_DS_PAUSA", Long.class)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"motivo\": \" \"}",
        "{\"motivo\": null}",
        "{\"motivo\": \"x\", \"hasta\": \"mañana\"}",
        "{\"motivo\": \"x\", \"hasta\": \"2099-01-07T06:00:00Z\"}",
        "[]"
      })
  void refusesABodyThatIsNoPause(String body) {
    assertThat(byOlga(PAUSE, body).status()).isEqualTo(400);
  }

  @Test
  void refusesAReasonOfMoreThan500Characters() {
    String body = "{\"motivo\": \"%s\"}";
    assertThat(byOlga(PAUSE, body.formatted("ñ".repeat(501))).status()).isEqualTo(400);
    assertThat(byOlga(PAUSE, body.formatted("ñ".repeat(500))).status()).isEqualTo(200);
  }

  @Test
  void knowsNoOtherProcessType() {
    String body = "{\"motivo\": \"x\"}";
    assertThat(byOlga(Api.BASE + "/procesos/Otro/pausar", body).status()).isEqualTo(404);
    assertThat(byOlga(Api.BASE + "/procesos/Otro/reanudar", "").status()).isEqualTo(404);
  }

  private Answer byOlga(String path, String body) {
    return api.send(
        api.request("POST", path, body)
            .setHeader("Authorization", "Bearer " + TestTokens.token("olga", "sync.admin")));
  }
}
