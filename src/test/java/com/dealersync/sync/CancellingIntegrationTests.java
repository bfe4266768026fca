package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.sync.CancelResult.AlreadyEnded;
import com.dealersync.sync.CancelResult.Cancelling;
import com.dealersync.sync.CancelResult.UnknownRun;
import com.dealersync.sync.RunRegistry.Claiming;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Without a job server: the tests start its jobs by hand, and call for the end of a run as any node
 * may, because nothing but the run's row tells the one at work.
 */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.waiting=2",
      "dealer-sync.delivery.stop-grace=1s"
    })
class CancellingIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final String KEY = "lock:sync:ProductList";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration PROMISED = Duration.ofSeconds(10);

  private final CountDownLatch silence = new CountDownLatch(1);
  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @Autowired SyncStarter starter;
  @Autowired Cancellation cancellation;
  @Autowired Watchdog watchdog;
  @Autowired RunRegistry registry;
  @Autowired RunQueries queries;
  @Autowired Fence fence;
  @Autowired SyncJobHandler handler;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
    DEALERS.release();
    silence.countDown();
    jobs.close();
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
    redis.delete(KEY);
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aRunThatNobodyWorksOnEndsAtOnce() {
    Accepted run = accepted("waiting");

    assertThat(cancellation.cancel(run.syncControlId(), by("eva")))
        .isInstanceOfSatisfying(
            Cancelling.class,
            cancelling -> assertThat(cancelling.run().status()).isEqualTo(RunStatus.CANCELLED));

    assertThat(view(run).error()).isEqualTo("Cancelación solicitada por eva");
    assertThat(redis.hasKey(KEY)).isFalse();
    job(run).join();
    assertThat(DEALERS.received()).isEmpty();
    assertThat(start("waiting")).isInstanceOf(Accepted.class);
  }

  @Test
  void aRunAtWorkSendsNothingNewAndKeepsWhatWasAnswered() {
    DEALERS.answerWith(
        request ->
            request.path().matches("/dealer/[12]")
                ? DealerServer.confirm(request)
                : silence(request));
    Accepted run = accepted("at-work");
    CompletableFuture<Void> job = job(run);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 4);

    assertThat(cancellation.cancel(run.syncControlId(), by("eva")))
        .isInstanceOfSatisfying(
            Cancelling.class,
            cancelling -> assertThat(cancelling.run().status()).isEqualTo(RunStatus.RUNNING));
    cancellation.cancel(run.syncControlId(), by("otro"));
    await().atMost(PROMISED).until(() -> !view(run).status().isActive());
    job.join();

    assertThat(DEALERS.received()).hasSize(4);
    assertThat(view(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(view(run).error()).isEqualTo("Cancelación solicitada por eva");
    assertThat(view(run).result()).isNull();
    List<DealerStatus> dealers = dealers(run);
    assertThat(dealers)
        .filteredOn(d -> d.state() == DealerState.EXITOSO)
        .extracting(DealerStatus::bac)
        .containsExactly("BAC1", "BAC2");
    assertThat(dealers)
        .as("those that were sent to and did not answer")
        .filteredOn(d -> d.state() == DealerState.FALLIDO)
        .hasSize(2)
        .allSatisfy(
            dealer -> assertThat(dealer.error()).contains("Cancelación solicitada por eva"));
    assertThat(dealers)
        .as("those that were announced, and nothing had left for")
        .filteredOn(d -> d.state() == DealerState.NO_ENVIADO)
        .hasSize(4);
    assertThat(view(run).dealers()).isEqualTo(new RunView.Dealers(8, 2, 2, 4));
    assertThat(redis.hasKey(KEY)).isFalse();
    assertThat(start("at-work")).isInstanceOf(Accepted.class);
  }

  @Test
  void theAnswersOfDealersInFlightAreRecorded() {
    DEALERS.hold();
    Accepted run = accepted("in-flight");
    CompletableFuture<Void> job = job(run);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 2);

    cancellation.cancel(run.syncControlId(), by("eva"));
    DEALERS.release();
    job.join();

    assertThat(view(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(dealers(run))
        .filteredOn(d -> d.state() == DealerState.EXITOSO)
        .hasSize(DEALERS.received().size());
  }

  @Test
  void whoeverWasToldSoIsRightAlsoWhenTheLastDealerHasJustAnswered() {
    Accepted run = accepted("last-moment");
    DEALERS.answerWith(
        request -> {
          if (DEALERS.received().size() == 8) {
            cancellation.cancel(run.syncControlId(), by("eva"));
          }
          return DealerServer.confirm(request);
        });

    job(run).join();

    assertThat(view(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(dealers(run)).allMatch(dealer -> dealer.state() == DealerState.EXITOSO);
    assertThat(start("last-moment")).isInstanceOf(LoadRefusal.AlreadySynchronised.class);
  }

  @Test
  void aRunWhoseNodeIsDeadEndsAllTheSame() {
    Accepted run = accepted("dead");
    Claim claim = claim(run);

    cancellation.cancel(run.syncControlId(), by("eva"));

    await().atMost(PROMISED).until(() -> view(run).status() == RunStatus.CANCELLED);
    assertThat(fenced(claim)).isTrue();
    assertThat(start("dead")).isInstanceOf(Accepted.class);
  }

  @Test
  void theWatchdogSeesToTheEndThatADeadNodePromised() {
    Accepted run = accepted("promised");
    claim(run);
    registry.requestCancel(run.syncControlId(), by("eva"));

    watchdog.patrol();

    await().atMost(PROMISED).until(() -> view(run).status() == RunStatus.CANCELLED);
  }

  @Test
  void aCancelledRunThatIsTakenUpAgainSendsNothing() {
    Accepted run = accepted("taken-up");
    claim(run);
    registry.requestCancel(run.syncControlId(), by("eva"));

    job(run).join();

    assertThat(view(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(view(run).attempt()).isEqualTo(1);
    assertThat(DEALERS.received()).isEmpty();
    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void anEndedRunStaysAsItIs() {
    Accepted run = accepted("ended");
    job(run).join();
    RunView ended = view(run);

    assertThat(cancellation.cancel(run.syncControlId(), by("eva")))
        .isEqualTo(new AlreadyEnded(ended));

    assertThat(view(run)).isEqualTo(ended);
    assertThat(cancellation.cancel(987_654_321, by("eva"))).isInstanceOf(UnknownRun.class);
  }

  /** Until the test ends. */
  private DealerServer.Answer silence(DealerServer.Received request) {
    try {
      silence.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DealerServer.confirm(request);
  }

  private Accepted accepted(String idCarga) {
    data.load("ProductList", idCarga).dealers(8, DEALERS.url(), "s3cret").insert();
    StartResult result = start(idCarga);
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private StartResult start(String idCarga) {
    return starter.start(
        new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
  }

  private CompletableFuture<Void> job(Accepted run) {
    return CompletableFuture.runAsync(
        () -> handler.run(new SyncJob(run.syncControlId(), null)), jobs);
  }

  private Claim claim(Accepted run) {
    return ((Claiming.Claimed) registry.claim(run.syncControlId())).claim();
  }

  private boolean fenced(Claim claim) {
    return fence.look(claim) == Fence.Sight.LOST;
  }

  private RunView view(Accepted run) {
    return queries.find(run.syncControlId()).orElseThrow();
  }

  private List<DealerStatus> dealers(Accepted run) {
    return queries
        .dealers(run.syncControlId(), DealerFilter.all(), PageRequest.of(0, 100))
        .orElseThrow()
        .getContent();
  }

  private static Caller by(String name) {
    return new Caller(name, "127.0.0.1", "corr-2");
  }
}
