package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.sync.StartResult.NoLongerDue;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A load that is complete and new is started by the service, once, in its hours. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.procesos.ProductList.inicio=automatico",
      "dealer-sync.procesos.ProductList.ventana=22:00-06:00"
    })
class AutomaticStartIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final Caller ANA = new Caller("ana", "10.0.0.1", "c-auto");
  private static final ZoneId ZONE = ZoneId.of("America/Mexico_City");
  private static final LocalDateTime NIGHT = LocalDateTime.of(2025, 1, 8, 23, 0);

  @Autowired AutomaticStart start;
  @Autowired ProcessTypes types;
  @Autowired RunRegistry registry;
  @Autowired SyncStarter starter;
  @Autowired Pausing pausing;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  @BeforeEach
  void clear() {
    List.of(
            "CO_EVENTOSCARGASNAPSHOTDEALERS",
            "CO_EVENTOSCARGASINCCONTROL",
            "CO_EVENTOSCARGAPROCESO",
            "CO_GM_LISTAPRODUCTOS")
        .forEach(table -> sql.update("delete from " + table));
    data.products(3);
  }

  @AfterEach
  void endEverything() {
    pausing.resume("ProductList", ANA);
    registry.endAll("fin de la prueba");
    redis.delete("lock:sync:ProductList");
  }

  @Test
  void aCompleteLoadIsStartedByTheSystem() {
    complete("auto-complete");

    lookAt(NIGHT);

    assertThat(starts()).containsExactly("auto-complete by sistema");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-08T21:59:59, 0",
    "2025-01-08T22:00:00, 1",
    "2025-01-09T05:59:59, 1",
    "2025-01-09T06:00:00, 0"
  })
  void itIsStartedInItsHoursOnly(LocalDateTime now, int starts) {
    complete("auto-hours");

    lookAt(now);

    assertThat(starts()).hasSize(starts);
  }

  @Test
  void aLoadWhoseDealersAreNotAllThereWaits() {
    complete("auto-dealers");
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_DEALERSTOTALES = 3");
    lookAt(NIGHT);
    assertThat(starts()).isEmpty();

    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_DEALERSTOTALES = 2");
    lookAt(NIGHT);
    assertThat(starts()).hasSize(1);
  }

  @Test
  void aLoadThatDoesNotSayHowManyDealersItHasWaits() {
    complete("auto-unknown");
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_DEALERSTOTALES = null");

    lookAt(NIGHT);

    assertThat(starts()).isEmpty();
  }

  @Test
  void aLoadWhoseCatalogIsNotAllThereWaits() {
    complete("auto-catalog");
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_REGISTROS = 4");
    lookAt(NIGHT);
    assertThat(starts()).isEmpty();

    data.products(1);
    lookAt(NIGHT);
    assertThat(starts()).hasSize(1);
  }

  @Test
  void aLoadThatWasWrittenLessThanAMinuteAgoWaits() {
    complete("auto-young");
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_FECHAMODIFICACION = ?", NIGHT);

    lookAt(NIGHT.plusSeconds(59));
    assertThat(starts()).isEmpty();
    lookAt(NIGHT.plusSeconds(60));
    assertThat(starts()).hasSize(1);
  }

  @Test
  void aLoadThatHadARunIsLeftToPeople() {
    complete("auto-again");
    lookAt(NIGHT);
    registry.endAll("falló");
    redis.delete("lock:sync:ProductList");

    lookAt(NIGHT);

    assertThat(starts()).hasSize(1);
  }

  @Test
  void onlyTheNewestLoadIsStarted() {
    complete("auto-old");
    data.load("ProductList", "auto-new")
        .loadedAt(TestData.LOADED.plusHours(1))
        .records(3)
        .dealers(2, "https://example.com", "s3cret")
        .insert();
    lookAt(NIGHT);
    registry.endAll("falló");
    redis.delete("lock:sync:ProductList");
    lookAt(NIGHT);

    assertThat(starts()).containsExactly("auto-new by sistema");
  }

  @Test
  void nothingIsStartedDuringAPause() {
    complete("auto-paused");
    pausing.pause("ProductList", "revisión", null, ANA);

    lookAt(NIGHT);

    assertThat(starts()).isEmpty();
  }

  @Test
  void severalNodesStartALoadOnce() throws Exception {
    complete("auto-nodes");
    CyclicBarrier together = new CyclicBarrier(6);
    try (ExecutorService nodes = Executors.newFixedThreadPool(6)) {
      List<Future<?>> looks =
          IntStream.range(0, 6)
              .<Future<?>>mapToObj(
                  i ->
                      nodes.submit(
                          () -> {
                            together.await();
                            lookAt(NIGHT);
                            return null;
                          }))
              .toList();
      for (Future<?> look : looks) {
        look.get(60, TimeUnit.SECONDS);
      }
    }

    assertThat(starts()).hasSize(1);
  }

  /** A node that looked before the run of another one began, and starts after it has ended. */
  @Test
  void aNodeThatComesLateStartsNothing() {
    complete("auto-late");
    lookAt(NIGHT);
    registry.endAll("falló");
    redis.delete("lock:sync:ProductList");

    assertThat(
            starter.start(
                new StartCommand("ProductList", "auto-late", ANA, false, new Purpose.FirstRun())))
        .isEqualTo(new NoLongerDue());
    assertThat(redis.hasKey("lock:sync:ProductList")).isFalse();
    assertThat(starts()).hasSize(1);
  }

  private void complete(String idCarga) {
    data.load("ProductList", idCarga)
        .records(3)
        .dealers(2, "https://example.com", "s3cret")
        .insert();
  }

  private void lookAt(LocalDateTime now) {
    ProcessType type = types.find("ProductList").orElseThrow();
    start.look(type, new DatabaseTime(now.atZone(ZONE).toInstant(), ZONE));
  }

  private List<String> starts() {
    return sql.query(
        "select COES_IDCARGA, USUARIOREGISTRO from CO_EVENTOSCARGASINCCONTROL",
        (row, index) -> row.getString(1) + " by " + row.getString(2));
  }
}
