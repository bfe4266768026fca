package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.Load;
import com.dealersync.lock.LockToken;
import com.dealersync.sync.RunRegistry.Registration;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Faults that pass, and changes by others while a run is at work. Without a job server: the tests
 * start its jobs by hand, so that what a run survives it survives within one attempt.
 */
@IntegrationTest
@Import(PassingFaultIntegrationTests.FullMemory.class)
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.waiting=2",
      "dealer-sync.delivery.retry.delays=100ms"
    })
class PassingFaultIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final Duration SOON = Duration.ofSeconds(20);

  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
  @Autowired StringRedisTemplate redis;
  @Autowired DataSource database;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;
  @Autowired FullMemory memory;

  @Value("${spring.datasource.url}")
  String url;

  @Value("${spring.datasource.username}")
  String username;

  @Value("${spring.datasource.password}")
  String password;

  /** Reading the campaigns takes more memory than there is, while it is full. */
  static final class FullMemory implements BeanPostProcessor {

    private volatile boolean full;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof DataSource pool
          ? ProxyDataSourceBuilder.create(pool)
              .beforeQuery(
                  (execution, queries) -> {
                    if (full
                        && queries.stream()
                            .anyMatch(it -> it.getQuery().contains("from CO_GM_CAMPAIGNCATALOG"))) {
                      throw new OutOfMemoryError("Java heap space");
                    }
                  })
              .build()
          : bean;
    }
  }

  @AfterEach
  void endEverything() {
    memory.full = false;
    registry.endAll("fin de la prueba");
    DEALERS.release();
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
    redis.delete(List.of("lock:sync:ProductList", "lock:sync:CampaignList", "lock:sync:Nuevo"));
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void everySessionEndedInMidRunCostsNeitherAnAttemptNorASecondMessage() {
    AtomicInteger received = new AtomicInteger();
    DEALERS.answerWith(
        request -> {
          if (received.incrementAndGet() % 5 == 0) {
            endEverySession();
          }
          return DealerServer.confirm(request);
        });
    data.products(1);
    data.load("ProductList", "ended-sessions").dealers(30, DEALERS.url(), "s").insert();

    RunView run = work("ProductList", "ended-sessions");

    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(run.webhooks()).isEqualTo(new RunView.Webhooks(30, 30, 0, 0));
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(30, 30, 0, 0));
    assertThat(DEALERS.received()).hasSize(30);
  }

  @Test
  void aDealerThatConfirmedIsNotSentToAgainWhereAnothersSecretBecomesTheSame() {
    data.products(1);
    data.load("ProductList", "corrected")
        .dealer("RIGHT", DEALERS.url() + "/shared", "right")
        .dealer("WRONG", DEALERS.url() + "/shared", "wrong")
        .insert();
    DEALERS.answerWith(
        request ->
            secret(request).equals("right") ? DealerServer.confirm(request) : new Answer(401, ""));
    assertThat(work("ProductList", "corrected").result()).isEqualTo(RunResult.PARCIAL);
    List<String> before = ids();
    DEALERS.forget();
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_SECRETKEY = 'right'"
            + " where COSD_DEALERBAC = 'WRONG'");
    DEALERS.answerWith(
        request ->
            dealers(request).contains("RIGHT")
                ? new Answer(500, "")
                : DealerServer.confirm(request));

    RunView again = work("ProductList", "corrected");

    assertThat(again.result()).isEqualTo(RunResult.TOTAL);
    assertThat(DEALERS.received())
        .singleElement()
        .satisfies(it -> assertThat(dealers(it)).isEqualTo("WRONG"));
    assertThat(ids())
        .as("the same message to the same dealer, and not the one that was confirmed")
        .containsExactlyElementsOf(before.stream().filter(ids()::contains).toList());
    assertThat(before).hasSize(2).doesNotHaveDuplicates();
    assertThat(states("corrected")).containsOnly("EXITOSO");
  }

  @Test
  void aSecretThatIsReplacedInMidRunGoesOnUnderTheNewOne() {
    data.products(1);
    var load = data.load("ProductList", "rotated").dealers(60, DEALERS.url(), "s");
    for (int i = 1; i <= 4; i++) {
      load.dealer("SHARED" + i, DEALERS.url() + "/shared", "old");
    }
    load.insert();
    AtomicInteger received = new AtomicInteger();
    DEALERS.answerWith(
        request -> {
          if (received.incrementAndGet() == 1) {
            sql.update(
                "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_SECRETKEY = 'new'"
                    + " where COSD_DEALERBAC = 'SHARED2'");
            sql.update(
                "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_URLWEBHOOK = null"
                    + " where COSD_DEALERBAC = 'SHARED4'");
          }
          return DealerServer.confirm(request);
        });

    RunView run = work("ProductList", "rotated");

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(64, 63, 1, 0));
    assertThat(run.webhooks()).isEqualTo(new RunView.Webhooks(62, 62, 0, 1));
    assertThat(DEALERS.received().stream().filter(it -> it.path().equals("/shared")))
        .extracting(PassingFaultIntegrationTests::dealers, PassingFaultIntegrationTests::secret)
        .containsExactly(tuple("SHARED1,SHARED3", "old"), tuple("SHARED2", "new"));
    assertThat(ids()).as("one message to each").doesNotHaveDuplicates();
  }

  @Test
  void aStatusThatSomebodyElseGivesTheLoadInMidRunStays() {
    data.products(1);
    long load = data.load("ProductList", "voided").dealers(1, DEALERS.url(), "s").insert();
    DEALERS.answerWith(
        request -> {
          sql.update(
              "update CO_EVENTOSCARGAPROCESO set COCP_ESTATUS = 'ANULADA'"
                  + " where COCP_EVENTOCARGAPROCESOID = ?",
              load);
          return DealerServer.confirm(request);
        });

    assertThat(work("ProductList", "voided").result()).isEqualTo(RunResult.TOTAL);

    assertThat(
            sql.queryForMap(
                "select COCP_ESTATUS as E, COCP_DEALERSSINCRONIZADOS as S"
                    + " from CO_EVENTOSCARGAPROCESO where COCP_EVENTOCARGAPROCESOID = ?",
                load))
        .containsEntry("E", "ANULADA")
        .hasEntrySatisfying("S", it -> assertThat(((Number) it).intValue()).isOne());
  }

  @Test
  void aStatusThatSomebodyElseGivesTheLoadBetweenTwoAttemptsStays() {
    data.products(1);
    data.load("ProductList", "voided-between").dealers(2, DEALERS.url(), "s").insert();
    Accepted accepted = accepted("ProductList", "voided-between");
    SyncJob job = new SyncJob(accepted.syncControlId(), null);
    DEALERS.hold();
    var first = CompletableFuture.runAsync(() -> handler.run(job), Thread::startVirtualThread);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 2);
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_ESTATUS = 'ANULADA'"
            + " where COCP_IDCARGA = 'voided-between'");

    var second = CompletableFuture.runAsync(() -> handler.run(job), Thread::startVirtualThread);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 4);
    DEALERS.release();
    first.join();
    second.join();

    assertThat(view(accepted).attempt()).isEqualTo(2);
    assertThat(view(accepted).result()).isEqualTo(RunResult.TOTAL);
    assertThat(status("voided-between")).isEqualTo("ANULADA");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"PENDIENTE", "ANULADA"})
  void aLoadWhoseStatusIsAsItWasBecomesSynchronised(@Nullable String before) {
    data.products(1);
    String idCarga = "was-" + before;
    data.load("ProductList", idCarga).status(before).dealers(1, DEALERS.url(), "s").insert();

    assertThat(work("ProductList", idCarga).result()).isEqualTo(RunResult.TOTAL);

    assertThat(status(idCarga)).isEqualTo("SINCRONIZADA");
  }

  private @Nullable String status(String idCarga) {
    return sql.queryForObject(
        "select COCP_ESTATUS from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?",
        String.class,
        idCarga);
  }

  @Test
  void aPayloadThatDoesNotFitIntoMemoryIsSaidOnTheRunAndGetsFewAttempts() {
    data.campaigns(1);
    data.load("CampaignList", "too-large").dealers(1, DEALERS.url(), "s").insert();
    Accepted accepted = accepted("CampaignList", "too-large");
    memory.full = true;

    assertThatExceptionOfType(AttemptFailedException.Unlikely.class)
        .isThrownBy(() -> handler.run(new SyncJob(accepted.syncControlId(), null)));

    assertThat(view(accepted).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(view(accepted).error()).contains("no cabe en la memoria del nodo");
    assertThat(redis.hasKey("lock:sync:CampaignList")).isFalse();
    memory.full = false;
    handler.run(new SyncJob(accepted.syncControlId(), null));
    assertThat(view(accepted).result()).isEqualTo(RunResult.TOTAL);
    assertThat(view(accepted).error()).isNull();
  }

  @Test
  void aRunWhoseProcessTypeOnlyAnotherNodeKnowsIsGivenBack() {
    long id = data.load("Nuevo", "upgrade").dealers(1, DEALERS.url(), "s").insert();
    Load load = Load.read(id, "Nuevo", "upgrade", TestData.LOADED, null, null);
    Registration registration =
        registry.registerFirst(
            load,
            new StartCommand("Nuevo", "upgrade", new Caller("ana", "127.0.0.1", "c")),
            LockToken.ofNewRun(),
            UUID.randomUUID());
    long runId = ((Registration.Registered) registration).run().id();

    assertThatExceptionOfType(AttemptFailedException.class)
        .isThrownBy(() -> handler.run(new SyncJob(runId, null)))
        .isNotInstanceOf(AttemptFailedException.Unlikely.class);

    RunView run = queries.find(runId).orElseThrow();
    assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run.error()).contains("'Nuevo' no está configurado en este nodo");
    assertThat(states("upgrade")).doesNotContain("FALLIDO");
    assertThat(redis.hasKey("lock:sync:Nuevo")).isFalse();
  }

  @Test
  void whatDealersHaveAnsweredIsRecordedAlthoughTheJobIsInterrupted() throws Exception {
    data.products(1);
    data.load("ProductList", "interrupted").dealers(2, DEALERS.url(), "s").insert();
    Accepted accepted = accepted("ProductList", "interrupted");
    DEALERS.hold();
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread job =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    handler.run(new SyncJob(accepted.syncControlId(), null));
                  } catch (RuntimeException e) {
                    end.set(e);
                  }
                });
    await().atMost(SOON).until(() -> DEALERS.received().size() == 2);
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      other
          .createStatement()
          .executeUpdate(
              "update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 1"
                  + " where COCP_IDCARGA = 'interrupted'");
      DEALERS.release();
      await().atMost(SOON).until(() -> isRecording());
      job.interrupt();
      other.rollback();
    }
    job.join(SOON.toMillis());

    assertThat(end.get()).isInstanceOf(HandBackException.class);
    assertThat(states("interrupted")).containsOnly("EXITOSO");
    assertThat(view(accepted).dealers()).isEqualTo(new RunView.Dealers(2, 2, 0, 0));
  }

  /** Its transaction waits for the row that somebody else holds. */
  private static boolean isRecording() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(it -> it.getKey().getName().equals("delivery-recorder"))
        .flatMap(it -> List.of(it.getValue()).stream())
        .anyMatch(frame -> frame.getMethodName().equals("progressed"));
  }

  /** One at a time: they would end each other. */
  private synchronized void endEverySession() {
    try (Connection own = DriverManager.getConnection(url, username, password);
        var statement = own.createStatement()) {
      statement.execute(
          switch (DatabaseKind.current()) {
            case H2 ->
                "select abort_session(SESSION_ID) from INFORMATION_SCHEMA.SESSIONS"
                    + " where SESSION_ID <> session_id()";
            case POSTGRESQL ->
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()";
            case ORACLE -> "select 1 from dual";
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private RunView work(String processType, String idCarga) {
    Accepted accepted = accepted(processType, idCarga);
    handler.run(new SyncJob(accepted.syncControlId(), null));
    return view(accepted);
  }

  private Accepted accepted(String processType, String idCarga) {
    StartResult result =
        starter.start(
            new StartCommand(processType, idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private RunView view(Accepted run) {
    return queries.find(run.syncControlId()).orElseThrow();
  }

  private List<String> states(String idCarga) {
    return sql.queryForList(
        "select coalesce(COSD_ESTADOWEBHOOK, 'PENDIENTE') from CO_EVENTOSCARGASNAPSHOTDEALERS"
            + " join CO_EVENTOSCARGAPROCESO"
            + "   on COSD_COCP_EVENTOCARGAPROCESOID = COCP_EVENTOCARGAPROCESOID"
            + " where COCP_IDCARGA = ?",
        String.class,
        idCarga);
  }

  private static List<String> ids() {
    return DEALERS.received().stream().map(it -> it.headers().get("webhook-id")).toList();
  }

  private static String dealers(Received request) {
    return request.headers().get("X-GM-Dealers");
  }

  private static String secret(Received request) {
    return request.headers().get("X-Webhook-Secret");
  }
}
