package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.Coverage;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerListing;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.catalog.DeliveryPoint;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** What a run did stays readable as it was. Without a job server: the tests start the jobs. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.lock.renew-every=200ms",
      "dealer-sync.lock.ttl=20s",
      "dealer-sync.delivery.waiting=1",
      "dealer-sync.delivery.per-origin=1",
      "dealer-sync.delivery.retry.delays=100ms"
    })
@Timeout(60)
class RunResultsIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();

  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
  @Autowired Cancellation cancellation;
  @Autowired DealerListing listing;
  @Autowired LoadProgress progress;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void clean() {
    DEALERS.release();
    registry.endAll("fin de la prueba");
    redis.delete("lock:sync:ProductList");
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aLaterRunChangesNothingOfWhatAnEarlierOneDid() {
    data.load("ProductList", "twice")
        .dealers(2, DEALERS.url(), "s3cret")
        .dealer("NOURL", null, null)
        .insert();
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/2")
                ? new Answer(401, "")
                : DealerServer.confirm(request));
    long first = finished("twice");
    RunView view = view(first);
    List<DealerStatus> dealers = dealers(first);
    List<DeliveryPoint> points = points(first);
    DEALERS.answerWith(DealerServer::confirm);

    long second = finished("twice");

    assertThat(view(first)).isEqualTo(view);
    assertThat(dealers(first)).isEqualTo(dealers);
    assertThat(queries.allDealers(first, DealerFilter.all()).orElseThrow())
        .containsExactlyInAnyOrderElementsOf(dealers);
    assertThat(points(first)).isEqualTo(points).isNotEmpty();
    assertThat(dealers)
        .extracting(
            DealerStatus::bac,
            DealerStatus::state,
            DealerStatus::attempts,
            DealerStatus::httpStatus,
            DealerStatus::token)
        .containsExactlyInAnyOrder(
            tuple("BAC1", DealerState.EXITOSO, 1, 200, "ACK-dealer-1"),
            tuple("BAC2", DealerState.FALLIDO, 1, 401, null),
            tuple("NOURL", DealerState.FALLIDO, 0, null, null));
    assertThat(dealers(second))
        .as("those that it was for")
        .extracting(DealerStatus::bac, DealerStatus::state, DealerStatus::attempts)
        .containsExactlyInAnyOrder(
            tuple("BAC2", DealerState.EXITOSO, 1), tuple("NOURL", DealerState.FALLIDO, 0));
    assertThat(
            queries
                .dealers(first, new DealerFilter(DealerState.FALLIDO, "bac"), PageRequest.of(0, 10))
                .orElseThrow())
        .extracting(DealerStatus::bac)
        .containsExactlyInAnyOrder("BAC2");
  }

  @Test
  void keepsEachAttempt() {
    data.load("ProductList", "attempts").dealers(2, DEALERS.url(), "s3cret").insert();
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/2")
                ? new Answer(500, "s3cret is broken")
                : DealerServer.confirm(request));

    long run = finished("attempts");

    assertThat(
            sql.queryForList(
                "select * from CO_DS_INTENTOS where INTE_COES_SINCCONTROLID = ? order by"
                    + " INTE_CAUSA, INTE_NUMERO",
                run))
        .extracting(
            row -> row.get("INTE_CAUSA"),
            row -> ((Number) row.get("INTE_NUMERO")).intValue(),
            row -> ((Number) row.get("INTE_CODIGOHTTP")).intValue())
        .containsExactly(
            tuple("OK", 1, 200),
            tuple("SERVER_ERROR", 1, 500),
            tuple("SERVER_ERROR", 2, 500),
            tuple("SERVER_ERROR", 3, 500));
    assertThat(sql.queryForList("select * from CO_DS_INTENTOS where INTE_CAUSA = 'SERVER_ERROR'"))
        .allSatisfy(
            row -> {
              assertThat(row.get("INTE_WEBHOOKID").toString()).startsWith("msg_");
              assertThat(row.get("INTE_FASES").toString()).contains("FIRST_BYTE=");
              assertThat(row.get("INTE_DIRECCION").toString()).contains("127.0.0.1");
              assertThat(row.get("INTE_RESPUESTA").toString())
                  .contains("is broken")
                  .doesNotContain("s3cret");
            });
  }

  @Test
  void dealersThatACancelledRunNeverGotToAreNotSent() {
    long load = data.load("ProductList", "cancelled").dealers(99, DEALERS.url(), "s").insert();
    DEALERS.hold();
    long run = accepted("cancelled");
    CompletableFuture<Void> job = CompletableFuture.runAsync(() -> work(run));
    await().until(() -> !DEALERS.received().isEmpty());
    assertThat(dealers(run)).as("an active run's open ones").hasSize(99);

    cancellation.cancel(run, new Caller("ana", "127.0.0.1", "corr-2"));
    job.join();

    RunView view = view(run);
    assertThat(view.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(view.dealers().notSent())
        .as("announced ones, too, that nothing had left for")
        .isEqualTo(99 - DEALERS.received().size());
    assertThat(view.dealers().confirmed() + view.dealers().failed() + view.dealers().notSent())
        .isEqualTo(99)
        .isEqualTo(view.dealers().total());
    assertThat(counted(dealers(run), DealerState.NO_ENVIADO)).isEqualTo(view.dealers().notSent());
    assertThat(counted(dealers(run), DealerState.EXITOSO)).isEqualTo(view.dealers().confirmed());
    assertThatTheLoadAgrees(load, view);
    assertThat(
            sql.queryForList(
                "select distinct COSD_ESTADOWEBHOOK from CO_EVENTOSCARGASNAPSHOTDEALERS"
                    + " where COSD_COCP_EVENTOCARGAPROCESOID = ?",
                String.class,
                load))
        .as("the organisation knows of failures only")
        .isSubsetOf("EXITOSO", "FALLIDO")
        .contains("FALLIDO");
  }

  @Test
  void aRunThatBreaksDownTakesBackWhatNothingHadLeftFor() {
    long load = data.load("ProductList", "broken-down").dealers(99, DEALERS.url(), "s").insert();
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/1")
                ? new Answer(200, "{\"ackToken\":\"REFUSED\"}")
                : DealerServer.confirm(request));
    sql.execute(
        "alter table CO_SINCRONIZACIONCARGAPROCESODEALER add constraint CK_TEST_TOKEN"
            + " check (COSC_TOKENCONFIRMACION <> 'REFUSED')");
    long run;
    try {
      run = finished("broken-down");
    } finally {
      sql.execute("alter table CO_SINCRONIZACIONCARGAPROCESODEALER drop constraint CK_TEST_TOKEN");
    }

    RunView view = view(run);
    assertThat(view.status()).isEqualTo(RunStatus.FAILED);
    assertThat(view.dealers().confirmed())
        .as("what others answered is kept")
        .isBetween(DEALERS.received().size() - 2, DEALERS.received().size() - 1);
    int unreached = 99 - DEALERS.received().size();
    assertThat(view.dealers().notSent())
        .as("all but perhaps one that was just begun")
        .isBetween(unreached - 1, unreached);
    assertThat(counted(dealers(run), DealerState.NO_ENVIADO)).isEqualTo(view.dealers().notSent());
    assertThatTheLoadAgrees(load, view);
  }

  @Test
  void whoWasAnnouncedWhenItsNodeDiedPerhapsHasIt() {
    long load = data.load("ProductList", "killed").dealers(99, DEALERS.url(), "s").insert();
    DEALERS.hold();
    long run = accepted("killed");
    CompletableFuture<Void> job = CompletableFuture.runAsync(() -> work(run));
    await().until(() -> !DEALERS.received().isEmpty());
    int announced =
        listing
            .ofLoad(load)
            .page(new DealerFilter(DealerState.ENVIADO, null), PageRequest.of(0, 1))
            .getNumberOfElements();
    assertThat(announced).isPositive();

    registry.endAll("Reemplazada: dejó de dar señales de vida");
    DEALERS.release();
    job.join();

    RunView view = view(run);
    assertThat(dealers(run))
        .filteredOn(dealer -> dealer.state() == DealerState.FALLIDO)
        .hasSize(view.dealers().failed())
        .allSatisfy(
            dealer ->
                assertThat(dealer.error())
                    .startsWith("La ejecución terminó sin conocer su respuesta: Reemplazada")
                    .contains("pudo haberlo recibido"));
    assertThat(counted(dealers(run), DealerState.NO_ENVIADO))
        .isEqualTo(view.dealers().notSent())
        .isEqualTo(99 - view.dealers().failed());
    assertThatTheLoadAgrees(load, view);
  }

  @Test
  void aDealerThatALaterRunNeverGotToKeepsItsReason() {
    long load =
        data.load("ProductList", "reason")
            .dealers(1, DEALERS.url(), "s")
            .dealer("NOURL", null, null)
            .insert();
    DEALERS.answerWith(request -> new Answer(401, ""));
    finished("reason");
    sql.update("update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_ESTADOWEBHOOK = 'PENDIENTE'");

    cancellation.cancel(accepted("reason"), new Caller("ana", "127.0.0.1", "corr-2"));

    assertThat(listing.ofLoad(load).page(DealerFilter.all(), PageRequest.of(0, 100)))
        .extracting(DealerStatus::bac, DealerStatus::state, DealerStatus::httpStatus)
        .containsExactly(
            tuple("BAC1", DealerState.FALLIDO, 401), tuple("NOURL", DealerState.NO_ENVIADO, null));
    assertThat(listing.ofLoad(load).page(DealerFilter.all(), PageRequest.of(0, 100)))
        .extracting(DealerStatus::error)
        .satisfiesExactly(
            failed -> assertThat(failed).contains("401"),
            unsent -> assertThat(unsent).startsWith("La ejecución terminó antes: "));
    assertThat(progress.coverage(load)).isEqualTo(new Coverage(2, 0, 1, 0, 1));
  }

  /** One run was all that happened to it. */
  private void assertThatTheLoadAgrees(long load, RunView run) {
    RunView.Dealers counts = run.dealers();
    assertThat(progress.coverage(load))
        .isEqualTo(
            new Coverage(counts.total(), counts.confirmed(), counts.failed(), 0, counts.notSent()));
    for (DealerState state : DealerState.values()) {
      DealerFilter filter = new DealerFilter(state, null);
      assertThat(listing.ofLoad(load).page(filter, PageRequest.of(0, 100)))
          .as("%s", state)
          .extracting(DealerStatus::bac)
          .containsExactlyElementsOf(
              dealers(run.syncControlId()).stream()
                  .filter(dealer -> dealer.state() == state)
                  .map(DealerStatus::bac)
                  .toList());
    }
  }

  @Test
  void aRunThatEndsBeforeItBeganHasSentToNobody() {
    data.load("ProductList", "unbegun")
        .dealers(2, DEALERS.url(), "s")
        .dealer("FAILED", DEALERS.url() + "/failed", "s", "FALLIDO")
        .dealer("DONE", DEALERS.url() + "/done", "s", "EXITOSO")
        .insert();
    long run = accepted("unbegun");

    cancellation.cancel(run, new Caller("ana", "127.0.0.1", "corr-2"));

    assertThat(view(run).dealers()).isEqualTo(new RunView.Dealers(3, 0, 0, 3));
    assertThat(dealers(run))
        .extracting(DealerStatus::bac, DealerStatus::state)
        .containsExactly(
            tuple("BAC1", DealerState.NO_ENVIADO),
            tuple("BAC2", DealerState.NO_ENVIADO),
            tuple("FAILED", DealerState.NO_ENVIADO));
  }

  @Test
  void aRunFromBeforeResultsWereKeptShowsItsLoad() {
    data.load("ProductList", "legacy").dealers(2, DEALERS.url(), "s").insert();
    long run = finished("legacy");
    sql.update("delete from CO_DS_RESULTADOS where RESU_COES_SINCCONTROLID = ?", run);
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_DEALERSNOENVIADOS = null where"
            + " COES_SINCCONTROLID = ?",
        run);

    assertThat(view(run).hasResults()).isFalse();
    assertThat(dealers(run)).hasSize(2);
  }

  private static int counted(List<DealerStatus> dealers, DealerState state) {
    return (int) dealers.stream().filter(dealer -> dealer.state() == state).count();
  }

  private List<DeliveryPoint> points(long run) {
    return ((RunDeliveries.Begun) queries.deliveries(run).orElseThrow()).points();
  }

  private List<DealerStatus> dealers(long run) {
    return queries
        .dealers(run, DealerFilter.all(), PageRequest.of(0, 100))
        .orElseThrow()
        .getContent();
  }

  private RunView view(long run) {
    return queries.find(run).orElseThrow();
  }

  private long finished(String idCarga) {
    long run = accepted(idCarga);
    work(run);
    return run;
  }

  private void work(long run) {
    handler.run(new SyncJob(run, null));
  }

  private long accepted(String idCarga) {
    StartResult result =
        starter.start(
            new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).syncControlId();
  }
}
