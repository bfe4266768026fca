package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerListing;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.lock.LockToken;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.StartResult.Busy;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * What may happen to a run at work. Without a job server: the tests start its jobs by hand, also
 * twice, and the dealers answer when the test lets them.
 */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@ActiveProfiles("dev")
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.lock.ttl=20s",
      "dealer-sync.lock.renew-every=200ms",
      "dealer-sync.delivery.waiting=2",
      "dealer-sync.delivery.retry.delays=1100ms",
      "dealer-sync.procesos.Fragile.descripcion=Falla con un año cero",
      "dealer-sync.procesos.Fragile.lista=rows",
      "dealer-sync.procesos.Fragile.sql=select 1 / COGM_ANIOMODELO as \"x\" from"
          + " CO_GM_LISTAPRODUCTOS"
    })
class RunningIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final DealerServer DEALERS = DealerServer.started();
  private static final String KEY = "lock:sync:ProductList";
  private static final Duration SOON = Duration.ofSeconds(15);

  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @Autowired SyncStarter starter;
  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
  @Autowired DealerListing listing;
  @Autowired LockCleaning cleaning;
  @Autowired SyncJobHandler handler;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  @AfterEach
  void endEverything() throws Exception {
    registry.endAll("fin de la prueba");
    DEALERS.release();
    jobs.shutdown();
    assertThat(jobs.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
    redis.delete(KEY);
    sql.update("delete from CO_GM_LISTAPRODUCTOS");
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void givesEachDealerItsResult() {
    data.products(3);
    DEALERS.answerWith(
        request ->
            switch (request.path()) {
              case "/dealer/2" -> new Answer(401, "");
              case "/dealer/3" -> new Answer(200, "{\"ok\":true}");
              default -> DealerServer.confirm(request);
            });
    long load =
        data.load("ProductList", "mixed")
            .dealers(4, DEALERS.url(), "s3cret")
            .dealer("SHARED", DEALERS.url() + "/dealer/4", "s3cret")
            .dealer("NOURL", null, null)
            .dealer("BLANK", " ", "x")
            .insert();

    RunView run = finished(work("mixed"));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result()).isEqualTo(RunResult.PARCIAL);
    assertThat(run.webhooks()).isEqualTo(new RunView.Webhooks(4, 4, 2, 2));
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(7, 3, 4, 0));
    assertThat(run.percentage()).isEqualTo(100);
    assertThat(run.attempt()).isEqualTo(1);
    List<DealerStatus> dealers = dealers(run);
    assertThat(dealers)
        .extracting(DealerStatus::bac, DealerStatus::state, DealerStatus::token)
        .containsExactly(
            tuple("BAC2", DealerState.FALLIDO, null),
            tuple("BAC3", DealerState.FALLIDO, null),
            tuple("NOURL", DealerState.FALLIDO, null),
            tuple("BLANK", DealerState.FALLIDO, null),
            tuple("BAC1", DealerState.EXITOSO, "ACK-dealer-1"),
            tuple("BAC4", DealerState.EXITOSO, "ACK-dealer-4"),
            tuple("SHARED", DealerState.EXITOSO, "ACK-dealer-4"));
    assertThat(dealers)
        .filteredOn(dealer -> dealer.state() == DealerState.FALLIDO)
        .allSatisfy(dealer -> assertThat(dealer.error()).isNotBlank());
    assertThat(dealers)
        .filteredOn(d -> d.bac().equals("BAC2"))
        .first()
        .extracting(DealerStatus::httpStatus)
        .isEqualTo(401);
    assertThat(dealers)
        .filteredOn(dealer -> dealer.lasted() != null)
        .extracting(DealerStatus::bac)
        .containsExactly("BAC2", "BAC3", "BAC1", "BAC4", "SHARED");
    assertThat(
            sql.queryForMap(
                "select COCP_DEALERSTOTALES as T, COCP_DEALERSSINCRONIZADOS as S, COCP_ESTATUS as E"
                    + " from CO_EVENTOSCARGAPROCESO where COCP_EVENTOCARGAPROCESOID = ?",
                load))
        .hasEntrySatisfying("T", t -> assertThat(((Number) t).intValue()).isEqualTo(7))
        .hasEntrySatisfying("S", s -> assertThat(((Number) s).intValue()).isEqualTo(3))
        .containsEntry("E", "PENDIENTE");
    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void aLoadIsSynchronisedOnceItsLastDealerConfirmed() {
    data.load("ProductList", "twice").dealers(3, DEALERS.url(), "s3cret").insert();
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/2")
                ? new Answer(422, "")
                : DealerServer.confirm(request));
    RunView first = finished(work("twice"));
    List<String> firstIds = webhookIds("/dealer/2");
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);

    RunView second = finished(work("twice"));

    assertThat(first.result()).isEqualTo(RunResult.PARCIAL);
    assertThat(second.result()).isEqualTo(RunResult.TOTAL);
    assertThat(second.dealers()).isEqualTo(new RunView.Dealers(1, 1, 0, 0));
    assertThat(DEALERS.received())
        .extracting(DealerServer.Received::path)
        .containsExactly("/dealer/2");
    assertThat(webhookIds("/dealer/2")).isEqualTo(firstIds.subList(0, 1));
    assertThat(estatus("twice")).isEqualTo("SINCRONIZADA");
    assertThat(start("twice")).isInstanceOf(LoadRefusal.AlreadySynchronised.class);
    assertThat(
            sql.queryForObject(
                "select count(*) from CO_SINCRONIZACIONCARGAPROCESODEALER where"
                    + " COSC_TOKENCONFIRMACION like 'ACK-dealer-%' and COSC_DMSORIGEN = 'GDMS'",
                Integer.class))
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void aDealersLastAttemptIsItsLastOne() {
    DEALERS.answerWith(
        request ->
            DEALERS.received().size() == 1 ? new Answer(503, "") : DealerServer.confirm(request));
    data.load("ProductList", "retried").dealers(1, DEALERS.url(), "s3cret").insert();

    RunView run = finished(work("retried"));

    DealerStatus dealer = dealers(run).getFirst();
    assertThat(dealer.attempts()).isEqualTo(2);
    assertThat(dealer.lastAttempt()).isAfter(run.startedAt());
  }

  @Test
  void aLoadWithoutDealersReachesNobody() {
    data.load("ProductList", "empty").insert();

    RunView run = finished(work("empty"));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result()).isEqualTo(RunResult.NINGUNO);
    assertThat(estatus("empty")).isEqualTo("PENDIENTE");
  }

  @Test
  void takesADeletedKeyAgainAndLetsNobodyIn() {
    Held held = heldRun("deleted");
    data.load("ProductList", "deleted-other").insert();

    redis.delete(KEY);
    assertThat(start("deleted-other")).isInstanceOf(Busy.class);

    await().atMost(SOON).until(() -> holder().startsWith(held.processId() + "|1|"));
    assertThat(start("deleted-other")).isInstanceOf(Busy.class);
    held.finish();
    assertThat(finished(held.runId()).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void leavesAStrangersKeyAlone() {
    Held held = heldRun("stranger");
    String stranger = LockToken.ofNewRun().value();
    redis.opsForValue().set(KEY, stranger);
    awaitBeatsAfterNow(held.runId());

    held.finish();

    assertThat(finished(held.runId()).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(stranger);
  }

  @Test
  void goesOnWithoutRedis() {
    Held held = heldRun("redisless");
    SERVER.pause();
    try {
      awaitBeatsAfterNow(held.runId());
      held.finish();
      assertThat(finished(held.runId()).result()).isEqualTo(RunResult.TOTAL);
    } finally {
      SERVER.resume();
    }
    await("the release is made up for").atMost(SOON).until(() -> !redis.hasKey(KEY));
  }

  @Test
  void aRunThatWasReplacedSendsAndWritesNothingMore(CapturedOutput log) {
    Held old = heldRun("replaced");
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_LATIDO = null, FECHAREGISTRO = ?,"
            + " COES_STATUS = 'FAILED' where COES_SINCCONTROLID = ?",
        TestData.LOADED,
        old.runId());
    String key = LockToken.ofNewRun().value();
    redis.opsForValue().set(KEY, key);
    awaitDiscovery(old, log);
    var rowsBefore = rows(old);
    int sentBefore = DEALERS.received().size();

    old.finish();

    assertThat(rows(old)).isEqualTo(rowsBefore);
    assertThat(DEALERS.received()).hasSize(sentBefore);
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(key);
  }

  @Test
  void anAttemptThatWasTakenOverSendsAndWritesNothingMore() {
    Held old = heldRun("taken-over");
    int inFlight = DEALERS.received().size();
    CompletableFuture<Void> second = job(old.runId());
    await().atMost(SOON).until(() -> holder().startsWith(old.processId() + "|2|"));
    await().atMost(SOON).until(() -> DEALERS.received().size() >= 2 * inFlight);

    DEALERS.release();
    old.job().join();
    second.join();

    RunView run = finished(old.runId());
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.webhooks()).isEqualTo(new RunView.Webhooks(6, 6, 0, 0));
    assertThat(DEALERS.received().size())
        .as("only what was in flight went out twice")
        .isEqualTo(6 + inFlight);
    for (int i = 1; i <= 6; i++) {
      assertThat(webhookIds("/dealer/" + i).stream().distinct()).hasSize(1);
    }
    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void aLaterAttemptGoesOnWhereTheRunWas() {
    CompletableFuture<Void> held = new CompletableFuture<>();
    DEALERS.answerWith(
        request -> {
          if (request.path().matches("/dealer/[56]")) {
            held.join();
          }
          return DealerServer.confirm(request);
        });
    data.load("ProductList", "resumed").dealers(6, DEALERS.url(), "s3cret").insert();
    Accepted accepted = accepted(start("resumed"));
    CompletableFuture<Void> first = job(accepted.syncControlId());
    await().atMost(SOON).until(() -> confirmed(accepted) == 4 && DEALERS.received().size() == 6);
    List<String> done = confirmedPaths(accepted);
    DEALERS.forget();

    CompletableFuture<Void> second = job(accepted.syncControlId());
    await().atMost(SOON).until(() -> holder().startsWith(accepted.processId() + "|2|"));
    held.complete(null);
    CompletableFuture.allOf(first, second).join();

    RunView run = finished(accepted.syncControlId());
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(run.webhooks()).isEqualTo(new RunView.Webhooks(6, 6, 0, 0));
    assertThat(DEALERS.received())
        .extracting(DealerServer.Received::path)
        .doesNotContainAnyElementsOf(done);
  }

  @Test
  void aJobOfAnEndedRunDoesNothingButFreeItsLock() {
    data.load("ProductList", "ended").dealers(2, DEALERS.url(), "s3cret").insert();
    Accepted accepted = accepted(start("ended"));
    registry.endAll("terminada por otro");

    job(accepted.syncControlId()).join();

    assertThat(DEALERS.received()).isEmpty();
    assertThat(redis.hasKey(KEY)).isFalse();
    assertThat(queries.find(accepted.syncControlId()).orElseThrow().error())
        .isEqualTo("terminada por otro");
  }

  @Test
  void aLockThatExpiredWhileTheJobWasQueuedIsTakenAgain() {
    data.load("ProductList", "queued").dealers(2, DEALERS.url(), "s3cret").insert();
    Accepted accepted = accepted(start("queued"));
    redis.delete(KEY);
    DEALERS.hold();

    CompletableFuture<Void> job = job(accepted.syncControlId());
    await().atMost(SOON).until(() -> holder().startsWith(accepted.processId() + "|1|"));
    DEALERS.release();
    job.join();

    assertThat(finished(accepted.syncControlId()).result()).isEqualTo(RunResult.TOTAL);
  }

  @Test
  void cleaningTheLocksFencesOffTheRunAtWork(CapturedOutput log) {
    Held held = heldRun("cleaned");
    redis.opsForValue().set("unrelated", "x");
    int sentBefore = DEALERS.received().size();

    assertThat(cleaning.clean(new Caller("eva", "127.0.0.1", "corr-2")))
        .hasValueSatisfying(cleaned -> assertThat(cleaned.runsClosed()).isEqualTo(1));
    Accepted next = accepted(start("cleaned"));
    awaitDiscovery(held, log);
    held.finish();

    assertThat(DEALERS.received()).hasSize(sentBefore);
    assertThat(queries.find(held.runId()))
        .hasValueSatisfying(
            run -> {
              assertThat(run.status()).isEqualTo(RunStatus.FAILED);
              assertThat(run.error()).isEqualTo("lock limpiado manualmente");
              assertThat(run.dealers()).isEqualTo(new RunView.Dealers(6, 0, 6, 0));
            });
    assertThat(holder()).startsWith(next.processId());
    assertThat(redis.hasKey("unrelated")).isTrue();
  }

  @Test
  void anUnexpectedErrorEndsTheRunWithItsReason() {
    data.products(2);
    sql.update("update CO_GM_LISTAPRODUCTOS set COGM_ANIOMODELO = 0");
    data.load("Fragile", "broken").dealers(2, DEALERS.url(), "s3cret").insert();
    Accepted accepted =
        accepted(
            starter.start(
                new StartCommand("Fragile", "broken", new Caller("ana", "127.0.0.1", "c"))));

    job(accepted.syncControlId()).join();

    RunView run = finished(accepted.syncControlId());
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.error()).isNotBlank();
    assertThat(dealers(run))
        .extracting(DealerStatus::state)
        .containsExactly(DealerState.NO_ENVIADO, DealerState.NO_ENVIADO);
    assertThat(listing.ofLoad(run.loadId()).page(DealerFilter.all(), PageRequest.of(0, 10)))
        .as("no dealer is forgotten")
        .hasSize(2)
        .allSatisfy(
            dealer -> {
              assertThat(dealer.state()).isEqualTo(DealerState.NO_ENVIADO);
              assertThat(dealer.error()).startsWith("La ejecución terminó antes: ");
            });
    assertThat(redis.hasKey("lock:sync:Fragile")).isFalse();
    assertThat(DEALERS.received()).isEmpty();
    assertThat(
            starter.start(
                new StartCommand("Fragile", "broken", new Caller("ana", "127.0.0.1", "c"))))
        .isInstanceOf(Accepted.class);
  }

  /** A run of six webhooks whose first two requests have arrived and wait for their answers. */
  private Held heldRun(String idCarga) {
    data.load("ProductList", idCarga).dealers(6, DEALERS.url(), "s3cret").insert();
    DEALERS.hold();
    Accepted accepted = accepted(start(idCarga));
    CompletableFuture<Void> job = job(accepted.syncControlId());
    await().atMost(SOON).until(() -> DEALERS.received().size() == 2);
    return new Held(accepted.syncControlId(), accepted.processId(), job);
  }

  private record Held(long runId, String processId, CompletableFuture<Void> job) {
    void finish() {
      DEALERS.release();
      job.join();
    }
  }

  private CompletableFuture<Void> job(long runId) {
    return CompletableFuture.runAsync(() -> handler.run(new SyncJob(runId, null)), jobs);
  }

  private long work(String idCarga) {
    Accepted accepted = accepted(start(idCarga));
    job(accepted.syncControlId()).join();
    return accepted.syncControlId();
  }

  private StartResult start(String idCarga) {
    return starter.start(
        new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
  }

  private static Accepted accepted(StartResult result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private RunView finished(long runId) {
    RunView run = queries.find(runId).orElseThrow();
    assertThat(run.status().isActive()).as("run %s has ended", run).isFalse();
    return run;
  }

  private String holder() {
    String holder = redis.opsForValue().get(KEY);
    return holder == null ? "" : holder;
  }

  private List<DealerStatus> dealers(RunView run) {
    return queries
        .dealers(run.syncControlId(), DealerFilter.all(), PageRequest.of(0, 100))
        .orElseThrow()
        .getContent();
  }

  private long confirmed(Accepted run) {
    return confirmedPaths(run).size();
  }

  private List<String> confirmedPaths(Accepted run) {
    return queries
        .dealers(
            run.syncControlId(),
            new DealerFilter(DealerState.EXITOSO, null),
            PageRequest.of(0, 100))
        .orElseThrow()
        .map(dealer -> "/dealer/" + dealer.bac().substring(3))
        .getContent();
  }

  private List<String> webhookIds(String path) {
    return DEALERS.received().stream()
        .filter(request -> request.path().equals(path))
        .map(request -> request.headers().get("webhook-id"))
        .toList();
  }

  private String estatus(String idCarga) {
    return sql.queryForObject(
        "select COCP_ESTATUS from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?",
        String.class,
        idCarga);
  }

  private void awaitBeatsAfterNow(long runId) {
    Object before = beat(runId);
    await().atMost(SOON).until(() -> !before.equals(beat(runId)));
    Object one = beat(runId);
    await().atMost(SOON).until(() -> !one.equals(beat(runId)));
  }

  private static void awaitDiscovery(Held run, CapturedOutput log) {
    await()
        .atMost(SOON)
        .until(
            () ->
                log.getOut()
                    .contains(
                        "El intento 1 de la ejecución %d ya no es su dueño; no hay más latidos"
                            .formatted(run.runId())));
  }

  private Object beat(long runId) {
    return sql.queryForObject(
        "select COES_LATIDO from CO_EVENTOSCARGASINCCONTROL where COES_SINCCONTROLID = ?",
        OffsetDateTime.class,
        runId);
  }

  private List<Object> rows(Held run) {
    List<Object> rows = new ArrayList<>();
    rows.add(
        sql.queryForList(
            "select COES_STATUS, COES_INTENTO, COES_WEBHOOKSPROCESADOS, COES_FECHAFIN"
                + " from CO_EVENTOSCARGASINCCONTROL where COES_SINCCONTROLID = ?",
            run.runId()));
    rows.add(
        sql.queryForList(
            "select COSD_EVENTOCARGASNAPDEALERID, COSD_ESTADOWEBHOOK, COSD_INTENTOSWEBHOOK"
                + " from CO_EVENTOSCARGASNAPSHOTDEALERS order by 1"));
    rows.add(
        sql.queryForObject(
            "select count(*) from CO_SINCRONIZACIONCARGAPROCESODEALER", Integer.class));
    return rows;
  }
}
