package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Sending a load to some dealers again, without a job server. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.retry.delays=",
      "dealer-sync.delivery.retry.tail-pass=false",
      "dealer-sync.delivery.breaker.open-for=100ms",
      "dealer-sync.lock.ttl=20s",
      "dealer-sync.lock.renew-every=200ms"
    })
class ResendIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final Caller ANA = new Caller("ana", "127.0.0.1", "corr-1");
  private static final Duration SOON = Duration.ofSeconds(15);

  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @Autowired Resending resending;
  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired RunQueries queries;
  @Autowired LoadQueries loads;
  @Autowired RunRegistry registry;
  @Autowired SyncRuns runs;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @BeforeEach
  void noOtherLoadIsCurrent() {
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 0");
    sql.update("delete from CO_DS_CARGAENVIADA");
  }

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
    DEALERS.release();
    jobs.shutdown();
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void sendsTheSealedContentAgainToOneThatHasConfirmed() {
    load("again", 3);
    work("again");
    byte[] sent = DEALERS.received().getFirst().body();
    String id = webhookId("/dealer/2");
    DEALERS.forget();
    sql.update("delete from CO_GM_LISTAPRODUCTOS");

    RunView run = finished(work(accepted(resend("BAC2"))));

    assertThat(run.resend()).isTrue();
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(1, 1, 0, 0));
    assertThat(DEALERS.received())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/dealer/2");
              assertThat(request.body()).isEqualTo(sent);
              assertThat(request.headers().get("webhook-id")).isNotEqualTo(id);
            });
  }

  @Test
  void aConfirmationIsNeverUndone() {
    long load = load("kept", 2);
    work("kept");
    DEALERS.answerWith(request -> new Answer(503, ""));

    long resent = work(accepted(resend("BAC1")));

    assertThat(finished(resent).dealers()).isEqualTo(new RunView.Dealers(1, 0, 1, 0));
    assertThat(finished(resent).result()).isEqualTo(RunResult.NINGUNO);
    assertThat(dealers(resent))
        .extracting(DealerStatus::bac, DealerStatus::state, DealerStatus::httpStatus)
        .containsExactly(tuple("BAC1", DealerState.FALLIDO, 503));
    assertThat(ofLoad(load))
        .extracting(DealerStatus::state, DealerStatus::token)
        .containsExactly(
            tuple(DealerState.EXITOSO, "ACK-dealer-1"), tuple(DealerState.EXITOSO, "ACK-dealer-2"));
    assertThat(loads.find(load).orElseThrow().load().isSynchronised()).isTrue();
    assertThat(runs.findById(resent).orElseThrow().planned()).isNull();
  }

  @Test
  void theLastMissingDealerSynchronisesTheLoad() {
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/1")
                ? new Answer(401, "")
                : DealerServer.confirm(request));
    long load = load("completed", 2);
    work("completed");
    DEALERS.answerWith(DealerServer::confirm);

    work(accepted(resend("BAC1")));

    assertThat(ofLoad(load)).extracting(DealerStatus::state).containsOnly(DealerState.EXITOSO);
    assertThat(loads.find(load).orElseThrow().load().isSynchronised()).isTrue();
  }

  @Test
  void sendsToAWholeVendor() {
    load("vendor", 1_200);
    work("vendor");
    DEALERS.forget();
    List<String> bacs = IntStream.rangeClosed(101, 1_100).mapToObj(i -> "BAC" + i).toList();

    Accepted accepted =
        (Accepted) ((ResendResult.Asked) resending.resend("ProductList", bacs, ANA)).start();
    RunView run = finished(work(accepted));

    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(1_000, 1_000, 0, 0));
    assertThat(DEALERS.received()).hasSize(1_000);
  }

  @Test
  void plannedRoundsAreKept() {
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/1")
                ? new Answer(503, "")
                : DealerServer.confirm(request));
    load("planned", 3);
    long first = work("planned");
    assertThat(runs.findById(first).orElseThrow().planned()).isNotNull();

    long resent = work(accepted(resend("BAC2")));

    assertThat(runs.findById(first).orElseThrow().planned()).isNotNull();
    assertThat(runs.findById(resent).orElseThrow().planned()).isNull();
  }

  @Test
  void refusesWhatItCannotSend() {
    assertThat(resend("BAC1")).isEqualTo(new ResendResult.NothingSealed());
    load("unsealed", 1);
    assertThat(resend("BAC1")).isEqualTo(new ResendResult.NothingSealed());
    work("unsealed");
    assertThat(resending.resend("ProductList", List.of("BAC1", "BAC7"), ANA))
        .isEqualTo(new ResendResult.UnknownDealers("unsealed", List.of("BAC7")));
    assertThat(resending.resend("Nada", List.of("BAC1"), ANA))
        .isInstanceOf(ResendResult.UnknownProcessType.class);
    accepted(resend("BAC1"));
    assertThat(((ResendResult.Asked) resend("BAC1")).start())
        .isInstanceOf(StartResult.AlreadyActive.class);
  }

  @Test
  void aLaterAttemptGoesOnWithThoseWithoutAnAnswer() {
    load("resumed", 3);
    work("resumed");
    DEALERS.forget();
    CompletableFuture<Void> held = new CompletableFuture<>();
    DEALERS.answerWith(
        request -> {
          if (request.path().equals("/dealer/3")) {
            held.join();
          }
          return DealerServer.confirm(request);
        });
    Accepted accepted =
        (Accepted)
            ((ResendResult.Asked) resending.resend("ProductList", List.of("BAC2", "BAC3"), ANA))
                .start();
    CompletableFuture<Void> first = job(accepted);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(states(accepted)).contains(DealerState.EXITOSO));
    assertThat(dealers(accepted.syncControlId()))
        .extracting(DealerStatus::bac, DealerStatus::state)
        .containsExactly(tuple("BAC2", DealerState.EXITOSO), tuple("BAC3", DealerState.ENVIADO));

    CompletableFuture<Void> second = job(accepted);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 3);
    held.complete(null);
    CompletableFuture.allOf(first, second).join();

    assertThat(finished(accepted.syncControlId()).dealers())
        .isEqualTo(new RunView.Dealers(2, 2, 0, 0));
    assertThat(DEALERS.received())
        .extracting(DealerServer.Received::path)
        .containsExactlyInAnyOrder("/dealer/2", "/dealer/3", "/dealer/3");
    assertThat(
            DEALERS.received().stream()
                .filter(it -> it.path().equals("/dealer/3"))
                .map(it -> it.headers().get("webhook-id"))
                .distinct())
        .hasSize(1);
  }

  @Test
  void whatADeadResendLeftSaysSo() {
    load("dead", 3);
    work("dead");
    DEALERS.forget();
    DEALERS.hold();
    Accepted accepted =
        (Accepted)
            ((ResendResult.Asked) resending.resend("ProductList", List.of("BAC2", "BAC3"), ANA))
                .start();
    CompletableFuture<Void> job = job(accepted);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 2);

    registry.endAll("fin");
    DEALERS.release();
    job.join();

    assertThat(dealers(accepted.syncControlId()))
        .extracting(DealerStatus::bac, DealerStatus::state)
        .containsExactly(tuple("BAC2", DealerState.FALLIDO), tuple("BAC3", DealerState.FALLIDO));
    assertThat(finished(accepted.syncControlId()).dealers())
        .isEqualTo(new RunView.Dealers(2, 0, 2, 0));
  }

  private ResendResult resend(String bac) {
    return resending.resend("ProductList", List.of(bac), ANA);
  }

  private static Accepted accepted(ResendResult result) {
    assertThat(result).isInstanceOf(ResendResult.Asked.class);
    return (Accepted) ((ResendResult.Asked) result).start();
  }

  private long load(String idCarga, int dealers) {
    return data.load("ProductList", idCarga).dealers(dealers, DEALERS.url(), "s3cret").insert();
  }

  private long work(String idCarga) {
    return work((Accepted) starter.start(new StartCommand("ProductList", idCarga, ANA)));
  }

  private long work(Accepted accepted) {
    job(accepted).join();
    return accepted.syncControlId();
  }

  private CompletableFuture<Void> job(Accepted accepted) {
    return CompletableFuture.runAsync(
        () -> handler.run(new SyncJob(accepted.syncControlId(), null)), jobs);
  }

  private RunView finished(long runId) {
    RunView run = queries.find(runId).orElseThrow();
    assertThat(run.status().isActive()).as("run %s has ended", run).isFalse();
    return run;
  }

  private List<DealerState> states(Accepted run) {
    return dealers(run.syncControlId()).stream().map(DealerStatus::state).toList();
  }

  private List<DealerStatus> dealers(long run) {
    return queries
        .dealers(run, DealerFilter.all(), PageRequest.of(0, 100))
        .orElseThrow()
        .getContent();
  }

  private List<DealerStatus> ofLoad(long load) {
    return loads
        .dealers(load, DealerFilter.all(), PageRequest.of(0, 100))
        .orElseThrow()
        .getContent();
  }

  private static String webhookId(String path) {
    return DEALERS.received().stream()
        .filter(request -> request.path().equals(path))
        .map(request -> request.headers().get("webhook-id"))
        .findFirst()
        .orElseThrow();
  }
}
