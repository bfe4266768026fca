package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.StartResult.Paused;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
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
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A run whose process type is paused: it keeps its claim, sends nothing new, and goes on. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.lock.ttl=20s",
      "dealer-sync.lock.renew-every=200ms",
      "dealer-sync.delivery.waiting=2"
    })
class PausedRunIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final DealerServer DEALERS = DealerServer.started();
  private static final Caller ANA = new Caller("ana", "10.0.0.1", "c-pausa");
  private static final String TYPE = "ProductList";
  private static final String HELD = "está en pausa: la ejecución no envía nada nuevo";
  private static final Duration SOON = Duration.ofSeconds(15);

  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @Autowired SyncStarter starter;
  @Autowired Pausing pausing;
  @Autowired Cancellation cancellation;
  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
  @Autowired SyncJobHandler handler;
  @Autowired StringRedisTemplate redis;
  @Autowired TestData data;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  @AfterEach
  void endEverything() throws Exception {
    registry.endAll("fin de la prueba");
    pausing.resume(TYPE, ANA);
    DEALERS.release();
    jobs.shutdown();
    assertThat(jobs.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    DEALERS.forget();
    redis.delete("lock:sync:" + TYPE);
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aRunAtWorkSendsNothingNewUntilItIsResumed(CapturedOutput output) {
    long run = accepted("paused-at-work", 6);
    DEALERS.hold();
    work(run);
    await().atMost(SOON).until(() -> DEALERS.received().size() == 2);
    pausing.pause(TYPE, "revisión", null, ANA);
    await().atMost(SOON).until(() -> output.getOut().contains(HELD));

    DEALERS.release();

    await()
        .atMost(SOON)
        .until(() -> Objects.equals(queries.find(run).orElseThrow().dealers().confirmed(), 2));
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(6))
        .until(() -> DEALERS.received().size() == 2);
    assertThat(queries.find(run).orElseThrow().status()).isEqualTo(RunStatus.RUNNING);

    pausing.resume(TYPE, ANA);

    await().atMost(SOON).until(() -> !queries.find(run).orElseThrow().status().isActive());
    assertThat(queries.find(run).orElseThrow().result()).isEqualTo(RunResult.TOTAL);
    assertThat(DEALERS.received()).hasSize(6);
  }

  @Test
  void aRunThatBeginsDuringAPauseSendsNothing(CapturedOutput output) {
    long run = accepted("paused-before", 2);
    pausing.pause(TYPE, "revisión", null, ANA);

    work(run);

    await().atMost(SOON).until(() -> output.getOut().contains(HELD));
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(6))
        .until(() -> DEALERS.received().isEmpty());
    pausing.resume(TYPE, ANA);
    await().atMost(SOON).until(() -> !queries.find(run).orElseThrow().status().isActive());
    assertThat(DEALERS.received()).hasSize(2);
  }

  @Test
  void aPausedRunCanBeCancelled(CapturedOutput output) {
    long run = accepted("paused-and-cancelled", 2);
    pausing.pause(TYPE, "revisión", null, ANA);
    work(run);
    await().atMost(SOON).until(() -> output.getOut().contains(HELD));

    cancellation.cancel(run, ANA);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> queries.find(run).orElseThrow().status() == RunStatus.CANCELLED);
    assertThat(DEALERS.received()).isEmpty();
    assertThat(starter.start(new StartCommand(TYPE, "paused-and-cancelled", ANA)))
        .isInstanceOf(Paused.class);
  }

  private long accepted(String idCarga, int dealers) {
    data.load(TYPE, idCarga).dealers(dealers, DEALERS.url(), "s3cret").insert();
    return ((Accepted) starter.start(new StartCommand(TYPE, idCarga, ANA))).syncControlId();
  }

  private void work(long run) {
    CompletableFuture.runAsync(() -> handler.run(new SyncJob(run, null)), jobs);
  }
}
