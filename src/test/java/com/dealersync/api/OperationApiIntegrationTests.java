package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.StorageProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class OperationApiIntegrationTests {

  private static final String OPERATION = Api.BASE + "/operacion";

  private final List<BackgroundJobServerStatus> nodes = new ArrayList<>();

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;
  @Autowired StorageProvider jobs;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(jobs::signalBackgroundJobServerStopped);
  }

  @Test
  void saysThatAllIsWell() {
    Answer answer = api.get(OPERATION);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/message").asText()).isEqualTo("Redis y la base de datos responden.");
    assertThat(answer.at("/data/version").asText()).isNotBlank();
    assertThat(answer.at("/data/redis/disponible").asBoolean()).isTrue();
    assertThat(answer.at("/data/redis/ms").asInt()).isBetween(0, 2_000);
    assertThat(answer.at("/data/baseDeDatos/disponible").asBoolean()).isTrue();
    assertThat(answer.at("/data/baseDeDatos/ms").asInt()).isBetween(0, 2_000);
    assertThat(answer.at("/data/servidoresDeTrabajos")).isEmpty();
    assertThat(answer.at("/data/ejecucionesLargas")).isEmpty();
  }

  @Test
  void tellsLiveNodesFromDeadOnes() {
    node("nodo-2", Instant.now());
    node("nodo-1", Instant.now().minusSeconds(21));

    JsonNode servers = api.get(OPERATION).at("/data/servidoresDeTrabajos");

    assertThat(servers)
        .extracting(server -> server.get("nodo").asText() + " " + server.get("vivo").asText())
        .containsExactly("nodo-1 false", "nodo-2 true");
    assertThat(servers.get(0).get("desde").asText()).isEqualTo("2025-01-07T09:30:00");
    assertThat(servers).noneMatch(server -> server.get("esteNodo").asBoolean());
  }

  @Test
  void namesTheRunsThatTakeLong() {
    long run = scene.activeRun();
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set FECHAREGISTRO = %s"
            .formatted("TIMESTAMP '2025-01-07 10:00:00'"));

    JsonNode runs = api.get(OPERATION).at("/data/ejecucionesLargas");

    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).get("syncControlId").asLong()).isEqualTo(run);
    assertThat(runs.get(0).get("processType").asText()).isEqualTo("ProductList");
    assertThat(runs.get(0).get("idCarga").asText()).isEqualTo("20250107_001");
    assertThat(runs.get(0).get("minutos").asLong()).isGreaterThan(20);
  }

  @Test
  void tellsWhenTheWatchdogLastLooked() {
    await().until(() -> !api.get(OPERATION).at("/data/ultimaRevision").isMissingNode());
  }

  private void node(String name, Instant lastBeat) {
    nodes.add(scene.jobServer(jobs, name, lastBeat));
  }
}
