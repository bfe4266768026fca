package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class DeliveriesApiIntegrationTests {

  private static final LocalDateTime BEGAN = LocalDateTime.of(2025, 1, 7, 10, 0, 1);

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void countsEachDealerInTheSecondOfItsLastAttempt() {
    Answer answer = deliveriesOf(scene.completedRun());

    assertThat(answer.at("/message").asText()).isEqualTo("2 entregas.");
    assertThat(answer.at("/data/desde").asText()).isEqualTo("2025-01-07T10:00:01");
    assertThat(answer.at("/data/hasta").asText()).isEqualTo("2025-01-07T10:00:31");
    assertThat(answer.at("/data/segundosPorPunto").asInt()).isEqualTo(1);
    assertThat(answer.at("/data/puntos")).hasSize(31);
    assertThat(withDeliveries(answer))
        .singleElement()
        .hasToString(
            """
            {"instante":"2025-01-07T10:00:20","exitosas":1,"fallidas":1,\
            "latenciaMs":{"p50":840,"p95":1250,"max":1250}}""");
    assertThat(answer.at("/data/puntos/0"))
        .hasToString("{\"instante\":\"2025-01-07T10:00:01\",\"exitosas\":0,\"fallidas\":0}");
  }

  @Test
  void sumsUpTheLatencyOfManyDealers() {
    long run = scene.completedRun();
    for (int i = 1; i <= 100; i++) {
      dealer("EXITOSO", BEGAN.plusSeconds(5), i);
    }
    dealer("EXITOSO", BEGAN.plusSeconds(5), null);
    dealer("FALLIDO", BEGAN.plusSeconds(6), null);

    List<JsonNode> points = withDeliveries(deliveriesOf(run));

    assertThat(points.get(0).get("exitosas").asInt()).isEqualTo(101);
    assertThat(points.get(0).get("latenciaMs")).hasToString("{\"p50\":50,\"p95\":95,\"max\":100}");
    assertThat(points.get(1).get("fallidas").asInt()).isOne();
    assertThat(points.get(1).has("latenciaMs")).isFalse();
  }

  @Test
  void leavesOutWhatOtherRunsOfTheLoadDelivered() {
    long run = scene.completedRun();
    dealer("EXITOSO", BEGAN.minusSeconds(1), 10);
    dealer("FALLIDO", BEGAN.plusSeconds(31), 10);
    dealer("ENVIADO", BEGAN.plusSeconds(5), null);
    dealer(null, null, null);
    dealer("EXITOSO", BEGAN, 10);
    dealer("EXITOSO", BEGAN.plusSeconds(30), 10);

    assertThat(withDeliveries(deliveriesOf(run)))
        .extracting(point -> point.get("instante").asText())
        .containsExactly("2025-01-07T10:00:01", "2025-01-07T10:00:20", "2025-01-07T10:00:31");
  }

  @Test
  void putsALongRunIntoFewPoints() {
    long run = scene.completedRun();
    for (int hours : List.of(1, 3, 24, 24 * 30, 24 * 365 * 20)) {
      LocalDateTime ended = BEGAN.plusHours(hours);
      sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_FECHAFIN = ?", ended);
      sql.update("delete from CO_EVENTOSCARGASNAPSHOTDEALERS");
      long seconds = hours * 3_600L;
      for (int i = 0; i <= 50; i++) {
        dealer("EXITOSO", BEGAN.plusSeconds(seconds * i / 50), 10);
      }

      Answer answer = deliveriesOf(run);

      assertThat(answer.at("/data/puntos").size()).isBetween(10, 120);
      assertThat(answer.at("/message").asText()).isEqualTo("51 entregas.");
      long step = answer.at("/data/segundosPorPunto").asLong();
      LocalDateTime last =
          LocalDateTime.parse(
              answer
                  .at("/data/puntos/" + (answer.at("/data/puntos").size() - 1) + "/instante")
                  .asText());
      assertThat(ended).isBetween(last, last.plusSeconds(step - 1));
      assertThat(withDeliveries(answer).getLast().get("instante").asText())
          .isEqualTo(last.toString());
    }
  }

  @Test
  void looksUntilNowWhileTheRunIsAtWork() {
    long run = scene.activeRun();
    LocalDateTime began = LocalDateTime.now(ZoneId.of("America/Mexico_City")).minusMinutes(1);
    sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_FECHAINICIO = ?", began.withNano(0));

    Answer answer = deliveriesOf(run);

    assertThat(answer.at("/data/puntos").size()).isBetween(30, 120);
    assertThat(LocalDateTime.parse(answer.at("/data/hasta").asText()))
        .isBetween(began.plusSeconds(59), began.plusSeconds(150));
  }

  @Test
  void hasNoPointsBeforeTheRunBegins() {
    api.get(Api.BASE + "/" + scene.pendingRun() + "/entregas")
        .is(
            200,
            """
            {"success": true, "message": "0 entregas.", "data": {"puntos": []},
             "timestamp": "2025-01-07T10:30:00"}""");
  }

  @Test
  void knowsNoOtherRun() {
    api.get(Api.BASE + "/999/entregas").isError(404, "No existe la ejecución 999.");
  }

  private Answer deliveriesOf(long run) {
    Answer answer = api.get(Api.BASE + "/" + run + "/entregas");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static List<JsonNode> withDeliveries(Answer answer) {
    return StreamSupport.stream(answer.at("/data/puntos").spliterator(), false)
        .filter(point -> point.get("exitosas").asInt() + point.get("fallidas").asInt() > 0)
        .toList();
  }

  private void dealer(
      @Nullable String state, @Nullable LocalDateTime lastAttempt, @Nullable Integer millis) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASNAPSHOTDEALERS
          (COSD_COCP_EVENTOCARGAPROCESOID, COSD_ESTADOWEBHOOK, COSD_ULTIMOINTENTOWEBHOOK,
           COSD_DURACIONWEBHOOK)
        select COCP_EVENTOCARGAPROCESOID, ?, ?, ? from CO_EVENTOSCARGAPROCESO""",
        state,
        lastAttempt,
        millis);
  }
}
