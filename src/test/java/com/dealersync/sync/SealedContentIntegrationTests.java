package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.payload.SealedContent;
import com.dealersync.payload.SealedContents;
import com.dealersync.sync.LoadRefusal.Replaced;
import com.dealersync.sync.PreviewResult.Previewed;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.CatalogGate;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * What is sent is what was loaded. Without a job server: the tests start the jobs by hand, and
 * change the catalog in between as its loader would.
 */
@IntegrationTest
@Import(CatalogGate.class)
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.guard.most-lost=50%",
      "dealer-sync.delivery.retry.delays=100ms"
    })
@Timeout(60)
class SealedContentIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();

  private final ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();

  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired Preview preview;
  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
  @Autowired SealedContents contents;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;
  @Autowired CatalogGate gate;

  @AfterEach
  void clean() {
    gate.open();
    DEALERS.release();
    registry.endAll("fin de la prueba");
    redis.delete("lock:sync:ProductList");
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
    sql.update("delete from CO_GM_LISTAPRODUCTOS");
    sql.update("delete from CO_DS_CONTENIDO");
    sql.update("delete from CO_DS_CARGAENVIADA");
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aRetrySendsTheSameBytesAlthoughTheCatalogHasChanged() {
    data.products(3);
    data.load("ProductList", "retried").records(3).dealers(3, DEALERS.url(), "s3cret").insert();
    DEALERS.answerWith(
        request ->
            request.path().equals("/dealer/2")
                ? new Answer(401, "")
                : DealerServer.confirm(request));
    run("retried");
    replaceCatalog(5);
    DEALERS.answerWith(DealerServer::confirm);

    RunView retry = run("retried");

    assertThat(retry.result()).isEqualTo(RunResult.TOTAL);
    assertThat(DEALERS.received()).hasSize(4);
    assertThat(bodies()).as("different contents").hasSize(1);
    assertThat(bodies().getFirst()).contains("Envision 3").doesNotContain("Envision 4");
  }

  @Test
  void anAttemptThatTakesARunOverSendsWhatTheFirstOneSent() throws Exception {
    data.products(2);
    data.load("ProductList", "taken-over").dealers(2, DEALERS.url(), "s3cret").insert();
    DEALERS.hold();
    long run = accepted("taken-over");
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> work(run), jobs);
    await().atMost(Duration.ofSeconds(30)).until(() -> DEALERS.received().size() == 2);
    replaceCatalog(7);

    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> work(run), jobs);
    await().atMost(Duration.ofSeconds(30)).until(() -> DEALERS.received().size() == 4);
    DEALERS.release();
    first.handle((done, failed) -> null).join();
    second.join();

    assertThat(queries.find(run).orElseThrow().result()).isEqualTo(RunResult.TOTAL);
    assertThat(bodies()).hasSize(1);
  }

  @Test
  void isSealedAnewWhileNothingWasSentToAnybody() {
    data.products(2);
    long load =
        data.load("ProductList", "unsent").records(3).dealers(1, DEALERS.url(), "s3cret").insert();
    assertThat(run("unsent").status()).isEqualTo(RunStatus.FAILED);
    replaceCatalog(3);

    RunView again = run("unsent");

    assertThat(again.result()).isEqualTo(RunResult.TOTAL);
    assertThat(contents.find(load).orElseThrow().records()).isEqualTo(3);
  }

  @Test
  void aContentThatNobodyGotIsReplacedByWhatTheCatalogHoldsNow() {
    data.products(2);
    long load = data.load("ProductList", "stale").insert();
    run("stale");
    SealedContent before = contents.find(load).orElseThrow();
    replaceCatalog(3);

    run("stale");

    assertThat(contents.find(load).orElseThrow().sha256()).isNotEqualTo(before.sha256());
    assertThat(contents.read(contents.find(load).orElseThrow()).records()).isEqualTo(3);
  }

  @Test
  void thePreviewOfASealedLoadShowsWhatWasSealed() {
    data.products(2);
    data.load("ProductList", "previewed").dealers(1, DEALERS.url(), "s3cret").insert();
    DEALERS.answerWith(request -> new Answer(401, ""));
    run("previewed");
    replaceCatalog(9);

    Previewed previewed = previewed("previewed");

    assertThat(previewed.records()).isEqualTo(2);
    assertThat(previewed.findings()).isEmpty();
    assertThat(previewed.sha256())
        .isEqualTo(contents.find(loadId("previewed")).orElseThrow().sha256());
  }

  @Test
  void whatWasSentInPartBeforeTheUpgradeIsSealedAtItsNextRunAndTheLogSaysSo(CapturedOutput log) {
    data.products(2);
    long load =
        data.load("ProductList", "half-sent")
            .dealers(1, DEALERS.url(), "s3cret")
            .dealer("DONE", DEALERS.url() + "/done", "s3cret", "EXITOSO")
            .insert();

    run("half-sent");

    assertThat(contents.find(load)).isPresent();
    assertThat(log)
        .contains("La carga half-sent se envió en parte antes de que su contenido se sellara");
  }

  @Test
  void aContentThatWasDamagedIsNotSent() {
    data.products(2);
    long load = data.load("ProductList", "damaged").dealers(1, DEALERS.url(), "s3cret").insert();
    DEALERS.answerWith(request -> new Answer(401, ""));
    run("damaged");
    DEALERS.forget();
    sql.update("update CO_DS_CONTENIDO set CONT_SHA256 = 'x'");

    RunView run = run("damaged");

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.error()).contains("El contenido sellado de la carga " + load);
    assertThat(DEALERS.received()).isEmpty();
  }

  @Test
  void registrosIsWhatTheContentHolds() {
    data.products(4);
    data.load("ProductList", "counted").records(5).dealers(1, DEALERS.url(), "s3cret").insert();

    assertThat(forced("counted").result()).isEqualTo(RunResult.TOTAL);

    assertThat(bodies().getFirst()).contains("\"registros\":4,");
    assertThat(
            sql.queryForObject(
                "select COSC_REGISTROSSINCRONIZADOS from CO_SINCRONIZACIONCARGAPROCESODEALER where COSC_COCP_EVENTOCARGAPROCESOID = ?",
                Integer.class,
                loadId("counted")))
        .isEqualTo(4);
  }

  @Test
  void anEmptyCatalogIsNotSent() {
    long load =
        data.load("ProductList", "empty").records(341).dealers(3, DEALERS.url(), "s").insert();
    sql.update("delete from CO_GM_LISTAPRODUCTOS");

    assertThat(previewed("empty").findings())
        .containsExactly("el contenido no tiene registros (0) y la carga anuncia 341");
    RunView run = run("empty");

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.error()).contains("no tiene registros (0) y la carga anuncia 341");
    assertThat(DEALERS.received()).isEmpty();
    assertThat(contents.find(load)).isEmpty();
  }

  @Test
  void anotherNumberThanAnnouncedIsNotSentUnlessItIsForced() {
    data.products(4);
    long load =
        data.load("ProductList", "differs").records(5).dealers(1, DEALERS.url(), "s").insert();

    assertThat(previewed("differs").findings())
        .containsExactly("el contenido tiene 4 registros y la carga anuncia 5");
    assertThat(run("differs").error())
        .isEqualTo(
            "Contenido rechazado: el contenido tiene 4 registros y la carga anuncia 5. No se envió nada");
    assertThat(DEALERS.received()).isEmpty();

    RunView forced = forced("differs");

    assertThat(forced.result()).isEqualTo(RunResult.TOTAL);
    assertThat(forced.forced()).isTrue();
    assertThat(contents.find(load).orElseThrow().warnings())
        .isEqualTo("el contenido tiene 4 registros y la carga anuncia 5");
  }

  @Test
  void lessThanHalfOfTheLastSealedLoadIsNotSent() {
    data.products(100);
    data.load("ProductList", "full").dealers(1, DEALERS.url(), "s").insert();
    run("full");
    DEALERS.forget();
    data.load("ProductList", "halved").dealers(1, DEALERS.url(), "s").insert();
    replaceCatalog(49);

    assertThat(run("halved").error())
        .contains("tiene 49 registros y la última carga sellada de ProductList tenía 100");
    assertThat(DEALERS.received()).isEmpty();

    replaceCatalog(50);
    assertThat(run("halved").result()).isEqualTo(RunResult.TOTAL);
  }

  @Test
  void aRefusedContentLeavesDealersThatHadAResultAsTheyWere() {
    data.products(4);
    data.load("ProductList", "untouched")
        .records(5)
        .dealer("BAC1", DEALERS.url() + "/1", "s", "FALLIDO")
        .insert();
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_ULTIMOERRORWEBHOOK = 'El motivo de antes' where COSD_DEALERBAC = 'BAC1' and COSD_ESTADOWEBHOOK = 'FALLIDO'");

    run("untouched");

    assertThat(
            sql.queryForObject(
                "select COSD_ULTIMOERRORWEBHOOK from CO_EVENTOSCARGASNAPSHOTDEALERS where COSD_COCP_EVENTOCARGAPROCESOID = ?",
                String.class,
                loadId("untouched")))
        .isEqualTo("El motivo de antes");
  }

  @Test
  void aLoadIsNotSentAfterANewerOneWasSentToAnybody() {
    data.products(1);
    data.load("ProductList", "older").dealers(1, DEALERS.url(), "s").insert();
    data.load("ProductList", "newer")
        .loadedAt(TestData.LOADED.plusDays(1))
        .dealers(1, DEALERS.url(), "s")
        .insert();
    data.load("ProductList", "equal")
        .loadedAt(TestData.LOADED.plusDays(1))
        .dealers(1, DEALERS.url(), "s")
        .insert();
    assertThat(start("older", false)).as("nothing newer was sent").isInstanceOf(Accepted.class);
    registry.endAll("fin");
    redis.delete("lock:sync:ProductList");
    DEALERS.answerWith(request -> new Answer(401, ""));

    run("newer");

    assertThat(start("older", false)).isEqualTo(new Replaced("newer"));
    assertThat(preview.of("ProductList", "older")).isEqualTo(new Replaced("newer"));
    assertThat(start("equal", false)).isInstanceOf(Accepted.class);
  }

  @Test
  void aLoadThatIsNotCurrentIsNotSent() {
    data.products(1);
    data.load("ProductList", "former").dealers(1, DEALERS.url(), "s").insert();
    data.load("ProductList", "current").dealers(1, DEALERS.url(), "s").insert();
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 0 where COCP_PROCESO = 'ProductList'");
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 1 where COCP_IDCARGA = 'current'");

    assertThat(start("former", false)).isEqualTo(new Replaced("current"));

    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = null where COCP_IDCARGA = 'former'");
    assertThat(start("former", false)).isInstanceOf(Accepted.class);
  }

  @Test
  void aRunWhoseLoadWasReplacedBeforeItBeganSendsNothing() {
    data.products(1);
    data.load("ProductList", "overtaken").dealers(1, DEALERS.url(), "s").insert();
    long run = accepted("overtaken");
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 0 where COCP_IDCARGA = 'overtaken'");
    sql.update(
        "insert into CO_DS_CARGAENVIADA (CAEN_PROCESSTYPE, CAEN_FECHACARGA, CAEN_IDCARGA, CAEN_COCP_EVENTOCARGAPROCESOID) values ('ProductList', ?, 'tomorrow', 1)",
        TestData.LOADED.plusDays(1));

    work(run);

    RunView ended = queries.find(run).orElseThrow();
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.error()).isEqualTo("Carga reemplazada por 'tomorrow'; no se envió nada");
    assertThat(DEALERS.received()).isEmpty();
  }

  /** The heartbeat needs the run's row while a large catalog is being read. */
  @Test
  void readsTheCatalogWithoutLockingTheRun() {
    data.products(1);
    data.load("ProductList", "slow").dealers(1, DEALERS.url(), "s").insert();
    long run = accepted("slow");
    gate.close();
    CompletableFuture<Void> job = CompletableFuture.runAsync(() -> work(run), jobs);
    gate.awaitArrival();

    // It waits for the row's lock.
    registry.requestCancel(run, new Caller("ana", "127.0.0.1", "corr-2"));
    gate.open();
    job.join();

    assertThat(queries.find(run).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
  }

  private void replaceCatalog(int products) {
    sql.update("delete from CO_GM_LISTAPRODUCTOS");
    data.products(products);
  }

  private List<String> bodies() {
    return DEALERS.received().stream()
        .map(Received::body)
        .map(body -> new String(body, StandardCharsets.UTF_8))
        .distinct()
        .toList();
  }

  private long loadId(String idCarga) {
    return sql.queryForObject(
        "select COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?",
        Long.class,
        idCarga);
  }

  private Previewed previewed(String idCarga) {
    return (Previewed) preview.of("ProductList", idCarga);
  }

  private RunView run(String idCarga) {
    return finished(accepted(start(idCarga, false)));
  }

  private RunView forced(String idCarga) {
    return finished(accepted(start(idCarga, true)));
  }

  private RunView finished(long run) {
    work(run);
    return queries.find(run).orElseThrow();
  }

  private void work(long run) {
    handler.run(new SyncJob(run, null));
  }

  private long accepted(String idCarga) {
    return accepted(start(idCarga, false));
  }

  private static long accepted(StartResult result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).syncControlId();
  }

  private StartResult start(String idCarga, boolean forced) {
    return starter.start(
        new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1"), forced));
  }
}
