package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Some dealers get a load first. What they say decides whether the others get it. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.retry.delays=",
      "dealer-sync.delivery.retry.tail-pass=false",
      "dealer-sync.procesos.ProductList.piloto=2",
      "dealer-sync.procesos.CampaignList.piloto=BAC3,BAC5,NADIE"
    })
class PilotIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final DealerServer DEALERS = DealerServer.started();
  private static final Caller ANA = new Caller("ana", "10.0.0.1", "c-piloto");
  private static final Duration SOON = Duration.ofSeconds(15);

  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @Autowired SyncStarter starter;
  @Autowired Preview preview;
  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
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
    redis.delete(List.of("lock:sync:ProductList", "lock:sync:CampaignList"));
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aPilotThatRejectsTheMessageEndsTheRunAndTheOthersGetNothing() {
    rejectAt("/dealer/1", "/dealer/2");
    RunView run = done(accepted("ProductList", "pilot-rejects", 6));

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.pilot()).isEqualTo(PilotState.RECHAZADO);
    assertThat(run.error()).startsWith("Piloto rechazado: 2 de los 2 dealers del piloto");
    assertThat(paths()).containsExactlyInAnyOrder("/dealer/1", "/dealer/2");
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(6, 0, 2, 4));

    DEALERS.answerWith(DealerServer::confirm);
    RunView next = done(start("ProductList", "pilot-rejects"));
    assertThat(next.pilot()).isEqualTo(PilotState.APROBADO);
    assertThat(next.result()).isEqualTo(RunResult.TOTAL);
  }

  @Test
  void aPreviewTellsWhoIsServedFirst() {
    data.load("CampaignList", "pilot-previewed").dealers(6, DEALERS.url(), "s3cret").insert();

    assertThat(previewed("pilot-previewed")).isEqualTo(new PreviewResult.Pilot(2, 2));

    data.load("CampaignList", "pilot-of-nobody").dealers(2, DEALERS.url(), "s3cret").insert();
    assertThat(previewed("pilot-of-nobody")).isNull();
  }

  private PreviewResult.Pilot previewed(String idCarga) {
    return ((PreviewResult.Previewed) preview.of("CampaignList", idCarga)).pilot();
  }

  @Test
  void aPilotOfWhichOnlyHalfRejectsPasses() {
    rejectAt("/dealer/1", "/dealer/4");
    RunView run = done(accepted("ProductList", "pilot-half", 4));

    assertThat(run.pilot()).isEqualTo(PilotState.APROBADO);
    assertThat(run.result()).isEqualTo(RunResult.PARCIAL);
    assertThat(paths()).hasSize(4);
  }

  @Test
  void anAnswerWithoutATokenAndAServerErrorAreRejections() {
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/1") ? new Answer(200, "{}") : new Answer(500, "{}"));

    assertThat(done(accepted("ProductList", "pilot-no-token", 3)).pilot())
        .isEqualTo(PilotState.RECHAZADO);
  }

  @Test
  void whoCannotBeReachedRejectsNothing() {
    data.load("ProductList", "pilot-network")
        .dealer("DOWN1", "http://127.0.0.1:9/a", "s3cret")
        .dealer("DOWN2", "http://127.0.0.1:9/b", "s3cret")
        .dealers(3, DEALERS.url(), "s3cret")
        .insert();
    RunView run = done(start("ProductList", "pilot-network"));

    assertThat(run.pilot()).isEqualTo(PilotState.APROBADO);
    assertThat(run.dealers().confirmed()).isEqualTo(3);
  }

  @Test
  void namedDealersComeFirst() {
    DEALERS.hold();
    long run = accepted("CampaignList", "pilot-named", 6);
    work(run);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 2);
    assertThat(queries.find(run).orElseThrow().pilot()).isEqualTo(PilotState.EN_CURSO);
    assertThat(paths()).containsExactlyInAnyOrder("/dealer/3", "/dealer/5");

    DEALERS.release();

    assertThat(ended(run).result()).isEqualTo(RunResult.TOTAL);
    assertThat(paths()).hasSize(6);
  }

  /** The first attempt dies with one answer recorded; the second goes on with the same pilot. */
  @Test
  void anotherAttemptGoesOnWithThePilot() {
    DEALERS.answerWith(request -> new Answer(400, "{}"));
    long run = accepted("ProductList", "pilot-taken-over", 5);
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_URLWEBHOOK = ? where COSD_DEALERBAC = 'BAC2'"
            + " and COSD_COCP_EVENTOCARGAPROCESOID = (select COES_COCP_EVENTPROCESOID from"
            + " CO_EVENTOSCARGASINCCONTROL where COES_SINCCONTROLID = ?)",
        SLOW.url() + "/dealer/2",
        run);
    SLOW.hold();
    work(run);
    await()
        .atMost(SOON)
        .until(() -> Objects.equals(queries.find(run).orElseThrow().dealers().failed(), 1));
    await().atMost(SOON).until(() -> SLOW.received().size() == 1);

    work(run);
    await().atMost(SOON).until(() -> SLOW.received().size() == 2);
    SLOW.answerWith(request -> new Answer(400, "{}"));
    SLOW.release();

    RunView ended = ended(run);
    assertThat(ended.attempt()).isEqualTo(2);
    assertThat(ended.pilot()).isEqualTo(PilotState.RECHAZADO);
    assertThat(ended.error()).startsWith("Piloto rechazado: 2 de los 2");
    assertThat(paths()).containsExactly("/dealer/1");
  }

  @Test
  void thereIsNoPilotOnceSomebodyHasConfirmed() {
    rejectAt("/dealer/1", "/dealer/2");
    data.load("ProductList", "pilot-confirmed")
        .dealers(4, DEALERS.url(), "s3cret")
        .dealer("DONE", DEALERS.url() + "/done", "s3cret", "EXITOSO")
        .insert();
    RunView run = done(start("ProductList", "pilot-confirmed"));

    assertThat(run.pilot()).isNull();
    assertThat(paths()).hasSize(4);
  }

  @Test
  void aLoadWithNobodyBesideThePilotHasNone() {
    rejectAt("/dealer/1", "/dealer/2");
    RunView run = done(accepted("ProductList", "pilot-is-all", 2));

    assertThat(run.pilot()).isNull();
    assertThat(run.result()).isEqualTo(RunResult.NINGUNO);
  }

  @Test
  void aPilotOfWhomNobodyIsInTheLoadIsSaid(CapturedOutput output) {
    RunView run = done(accepted("CampaignList", "pilot-unknown", 2));

    assertThat(run.pilot()).isNull();
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(output.getOut()).contains("Nadie del piloto está en la carga");
  }

  @Test
  void aLoadWhoseDealersHaveNoWebhookHasNoPilot() {
    data.load("ProductList", "pilot-no-urls")
        .dealer("A", null, "s3cret")
        .dealer("B", " ", "s3cret")
        .dealer("C", null, "s3cret")
        .insert();
    RunView run = done(start("ProductList", "pilot-no-urls"));

    assertThat(run.pilot()).isNull();
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result()).isEqualTo(RunResult.NINGUNO);
  }

  private static final DealerServer SLOW = DealerServer.started();

  @AfterEach
  void forgetSlow() {
    SLOW.release();
    SLOW.forget();
  }

  private static void rejectAt(String... paths) {
    DEALERS.answerWith(
        request ->
            List.of(paths).contains(request.path())
                ? new Answer(400, "{}")
                : DealerServer.confirm(request));
  }

  private static List<String> paths() {
    return DEALERS.received().stream().map(Received::path).toList();
  }

  private long accepted(String processType, String idCarga, int dealers) {
    data.load(processType, idCarga).dealers(dealers, DEALERS.url(), "s3cret").insert();
    return start(processType, idCarga);
  }

  private long start(String processType, String idCarga) {
    return ((Accepted) starter.start(new StartCommand(processType, idCarga, ANA))).syncControlId();
  }

  private RunView done(long run) {
    work(run);
    return ended(run);
  }

  private RunView ended(long run) {
    await().atMost(SOON).until(() -> !queries.find(run).orElseThrow().status().isActive());
    return queries.find(run).orElseThrow();
  }

  private void work(long run) {
    CompletableFuture.runAsync(() -> handler.run(new SyncJob(run, null)), jobs);
  }
}
