package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Each change of a load that matters is told once. Nothing is delivered here. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.retry.delays=",
      "dealer-sync.delivery.retry.tail-pass=false",
      "dealer-sync.notices.urls=https://example.com/avisos",
      "dealer-sync.notices.secret=0123456789abcdef",
      "dealer-sync.watchdog.warn-after=1ms"
    })
class RunNoticesIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final DealerServer DEALERS = DealerServer.started();
  private static final Caller ANA = new Caller("ana", "10.0.0.1", "c-avisos");
  private static final String TYPE = "ProductList";

  @Autowired SyncStarter starter;
  @Autowired RunRegistry registry;
  @Autowired SyncJobHandler handler;
  @Autowired Watchdog watchdog;
  @Autowired Cancellation cancellation;
  @Autowired Pausing pausing;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  @AfterEach
  void endEverything() {
    pausing.resume(TYPE, ANA);
    registry.endAll("fin de la prueba");
    DEALERS.answerWith(DealerServer::confirm);
    redis.delete("lock:sync:" + TYPE);
    sql.update("delete from CO_DS_AVISOS");
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aPartialLoadAndItsCompletionAreTold() {
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/2")
                ? new Answer(401, "")
                : DealerServer.confirm(request));
    long load = data.load(TYPE, "told-partial").dealers(3, DEALERS.url(), "s3cret").insert();
    long first = run("told-partial");
    assertThat(keys()).containsExactly("carga.parcial:" + first);
    assertThat(body("carga.parcial"))
        .contains("\"dealers\":{\"totales\":3,\"exitosos\":2,\"fallidos\":1}")
        .contains("la confirmaron 2 de sus 3 dealers");

    DEALERS.answerWith(DealerServer::confirm);
    run("told-partial");

    assertThat(keys())
        .containsExactlyInAnyOrder("carga.parcial:" + first, "carga.sincronizada:" + load);
  }

  @Test
  void aFailedRunIsToldWithItsReason() {
    data.load(TYPE, "told-failed").records(99).dealers(1, DEALERS.url(), "s3cret").insert();
    long failed = run("told-failed");

    assertThat(keys()).containsExactly("ejecucion.fallida:" + failed);
    assertThat(body("ejecucion.fallida")).contains("Contenido rechazado");
  }

  @Test
  void aCancelledRunIsNotTold() {
    data.load(TYPE, "told-cancelled").dealers(1, DEALERS.url(), "s3cret").insert();
    cancellation.cancel(accepted("told-cancelled"), ANA);

    assertThat(keys()).isEmpty();
  }

  @Test
  void aRunThatTakesLongIsToldOnceUnlessItIsPaused() {
    data.load(TYPE, "told-long").dealers(1, DEALERS.url(), "s3cret").insert();
    long run = accepted("told-long");
    registry.claim(run);
    pausing.pause(TYPE, "revisión", null, ANA);
    watchdog.patrol();
    assertThat(keys()).isEmpty();
    pausing.resume(TYPE, ANA);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              watchdog.patrol();
              return !keys().isEmpty();
            });
    watchdog.patrol();
    watchdog.patrol();

    assertThat(keys()).containsExactly("ejecucion.larga:" + run);
  }

  private long run(String idCarga) {
    long run = accepted(idCarga);
    handler.run(new SyncJob(run, null));
    return run;
  }

  private long accepted(String idCarga) {
    return ((Accepted) starter.start(new StartCommand(TYPE, idCarga, ANA))).syncControlId();
  }

  private List<String> keys() {
    return sql.queryForList("select AVIS_CLAVE from CO_DS_AVISOS", String.class);
  }

  private String body(String event) {
    return sql.queryForObject(
        "select AVIS_CUERPO from CO_DS_AVISOS where AVIS_EVENTO = ?", String.class, event);
  }
}
