package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.DealerSyncApplication;
import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestDatabase;
import com.dealersync.testing.TestEnvironment;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Nodes that come and go around one database and one Redis. JobRunr polls but once a minute, and
 * waits a minute for jobs when it stops, so that nothing here waits for it.
 */
@Tag("database")
class HandOverIntegrationTests {

  private final TestDatabase database = TestDatabase.fresh();
  private final TestRedis redis = TestRedis.started();
  private final DealerServer dealers = DealerServer.started();
  private ConfigurableApplicationContext node;

  @BeforeEach
  void start() {
    node = startNode();
  }

  @AfterEach
  void stop() {
    dealers.release();
    node.close();
    redis.close();
    dealers.close();
  }

  @Test
  void aRunGoesOnAfterARestart() {
    data().load("ProductList", "restarted").dealers(6, dealers.url(), "s").insert();
    dealers.hold();
    Accepted run = accept("restarted");
    await().atMost(Duration.ofSeconds(20)).until(() -> dealers.received().size() == 2);

    node.close();
    dealers.release();
    node = startNode();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(view(run).result()).isEqualTo(RunResult.TOTAL));
    assertThat(view(run).attempt()).isGreaterThan(1);
    assertThat(dealers.received().stream().map(r -> r.headers().get("webhook-id")).distinct())
        .hasSize(6);
  }

  @Test
  void aStoppingNodeTakesNoRunAndGivesItsOwnToAnother() {
    data().load("ProductList", "handed-back").dealers(6, dealers.url(), "s").insert();
    data().load("CampaignList", "too-late").dealers(1, dealers.url(), "s").insert();
    dealers.hold();
    Accepted run = accept("handed-back");
    await().atMost(Duration.ofSeconds(20)).until(() -> dealers.received().size() == 2);
    try (ConfigurableApplicationContext other = startNode()) {
      JobServer server = node.getBean(JobServer.class);
      SyncStarter starter = node.getBean(SyncStarter.class);
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(node::close);
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(20))
          .until(server::isDraining);

      assertThat(
              starter.start(
                  new StartCommand(
                      "CampaignList", "too-late", new Caller("ana", "127.0.0.1", "c"))))
          .isInstanceOf(StartResult.Stopping.class);
      RunQueries queries = other.getBean(RunQueries.class);
      await("whatever the dealers in flight do")
          .atMost(Duration.ofSeconds(20))
          .until(() -> queries.find(run.syncControlId()).orElseThrow().attempt() == 2);
      stopping.join();
      dealers.release();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(queries.find(run.syncControlId()).orElseThrow().result())
                      .isEqualTo(RunResult.TOTAL));
      assertThat(queries.find(run.syncControlId()).orElseThrow().attempt()).isEqualTo(2);
    }
  }

  @Test
  void aNodeFindsTheJobsOfOneThatDoesNotWork() {
    data().load("ProductList", "elsewhere").dealers(1, dealers.url(), "s").insert();
    try (ConfigurableApplicationContext other = startNode(false)) {
      Accepted run =
          (Accepted)
              other
                  .getBean(SyncStarter.class)
                  .start(
                      new StartCommand(
                          "ProductList", "elsewhere", new Caller("ana", "127.0.0.1", "c")));

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(view(run).result()).isEqualTo(RunResult.TOTAL));
    }
  }

  @Test
  void theJobStartsAtOnceAndNotAtTheNextPoll() {
    data().load("ProductList", "warm-up").dealers(1, dealers.url(), "s").insert();
    data().load("ProductList", "prompt").dealers(1, dealers.url(), "s").insert();
    Accepted warmUp = accept("warm-up");
    await().atMost(Duration.ofSeconds(20)).until(() -> !view(warmUp).status().isActive());
    dealers.forget();

    accept("prompt");

    await("far below the 5 s of a poll")
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(2))
        .until(() -> !dealers.received().isEmpty());
  }

  @Test
  void handingOverTwiceRunsOnce() {
    data().load("ProductList", "twice").dealers(2, dealers.url(), "s").insert();
    dealers.hold();
    Accepted run = accept("twice");

    node.getBean(JobRequestScheduler.class)
        .enqueue(run.jobId(), new SyncJob(run.syncControlId(), null));
    await().atMost(Duration.ofSeconds(20)).until(() -> dealers.received().size() == 2);
    dealers.release();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(view(run).result()).isEqualTo(RunResult.TOTAL));
    assertThat(view(run).attempt()).isEqualTo(1);
    assertThat(dealers.received()).hasSize(2);
  }

  @Test
  void aJobWithoutARunEndsQuietly() {
    UUID job = UUID.randomUUID();
    node.getBean(JobRequestScheduler.class).enqueue(job, new SyncJob(987_654_321, null));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        node.getBean(org.jobrunr.storage.StorageProvider.class)
                            .getJobById(job)
                            .getState())
                    .isEqualTo(org.jobrunr.jobs.states.StateName.SUCCEEDED));
  }

  private ConfigurableApplicationContext startNode() {
    return startNode(true);
  }

  private ConfigurableApplicationContext startNode(boolean working) {
    return new SpringApplicationBuilder(DealerSyncApplication.class)
        .initializers(new TestEnvironment(database, redis.url()))
        .run(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--dealer-sync.delivery.allow=127.0.0.1/32",
            "--dealer-sync.delivery.waiting=2",
            "--jobrunr.background-job-server.poll-interval-in-seconds=60",
            "--jobrunr.background-job-server.interrupt-jobs-await-duration-on-stop=60s",
            "--jobrunr.background-job-server.enabled=" + working);
  }

  private TestData data() {
    return node.getBean(TestData.class);
  }

  private Accepted accept(String idCarga) {
    StartResult result =
        node.getBean(SyncStarter.class)
            .start(
                new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private RunView view(Accepted run) {
    return node.getBean(RunQueries.class).find(run.syncControlId()).orElseThrow();
  }
}
