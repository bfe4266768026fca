package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.Loads;
import com.dealersync.lock.LockToken;
import com.dealersync.logs.RepeatedFaults;
import com.dealersync.sync.RunRegistry.Registration;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestTokens;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** With looks of the test's own, so that nothing here waits for a second to pass. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "spring.jpa.properties.hibernate.generate_statistics=true"
    })
class RunWatchIntegrationTests {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
  @Autowired Loads loads;
  @Autowired TestData data;
  @Autowired EntityManagerFactory database;

  @LocalServerPort int port;

  private RunWatch watch;

  @BeforeEach
  void start() {
    watch = new RunWatch(queries, new RepeatedFaults());
    watch.start();
  }

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
  }

  @Test
  void aThousandWatchersCostOneQuery() throws InterruptedException {
    SyncRun run = registered("crowded");
    List<RunWatching> watchers =
        IntStream.range(0, 1_000).mapToObj(i -> watch.watch(run.id()).orElseThrow()).toList();
    registry.claim(run.id());

    long before = statements();
    watch.look();

    assertThat(statements() - before).isEqualTo(1);
    for (RunWatching watcher : watchers) {
      assertThat(watcher.next(SOON))
          .hasValueSatisfying(view -> assertThat(view.status()).isEqualTo(RunStatus.RUNNING));
    }
  }

  /** Each of another caller, because a caller may ask so often only. */
  @Test
  void aThousandConnectionsCostNoMoreThanAQueryASecond() throws Exception {
    SyncRun run = registered("crowded-for-real");
    registry.claim(run.id());
    int connections = 1_000;
    CountDownLatch connected = new CountDownLatch(connections);
    CountDownLatch toldOfTheEnd = new CountDownLatch(connections);
    try (HttpClient http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < connections; i++) {
        HttpRequest request = events(run, "watcher-" + i);
        threads.submit(
            () -> {
              try (Stream<String> lines = answered(http, request)) {
                lines.forEach(
                    line -> {
                      if (line.startsWith("event: progreso")) {
                        connected.countDown();
                      } else if (line.startsWith("event: fin")) {
                        toldOfTheEnd.countDown();
                      }
                    });
              }
              return null;
            });
      }
      try {
        assertThat(connected.await(180, TimeUnit.SECONDS)).isTrue();
        assertThatLooksAreNoMoreThanOneASecond();
        registry.endAll("por la prueba");
        assertThat(toldOfTheEnd.await(180, TimeUnit.SECONDS)).isTrue();
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** Many at once may find that all connections are taken; they ask again, as they are told to. */
  private static Stream<String> answered(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
    while (answer.statusCode() == 503) {
      answer.body().close();
      answer = http.send(request, BodyHandlers.ofLines());
    }
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private void assertThatLooksAreNoMoreThanOneASecond() {
    long began = System.nanoTime();
    long before = statements();
    await().pollDelay(Duration.ofSeconds(2)).atMost(SOON).until(() -> statements() - before > 0);
    long asked = statements() - before;
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 1;
    assertThat(asked).isBetween(1L, seconds);
  }

  private HttpRequest events(SyncRun run, String caller) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:%d/api/v1/gm/dealer-sync/batch-sincronizacion-procesos/%d/eventos"
                    .formatted(port, run.id())))
        .header("Accept", "text/event-stream")
        .header("Authorization", "Bearer " + TestTokens.token(caller, "sync.read"))
        .build();
  }

  @Test
  void nobodyWatchingCostsNothing() {
    SyncRun run = registered("deserted");
    RunWatching first = watch.watch(run.id()).orElseThrow();
    RunWatching second = watch.watch(run.id()).orElseThrow();
    first.close();
    assertThat(queriesOfALook()).isEqualTo(1);
    second.close();

    assertThat(queriesOfALook()).isZero();
  }

  @Test
  void anEndedRunIsNotAskedForAgain() throws InterruptedException {
    SyncRun run = registered("over");
    RunWatching watcher = watch.watch(run.id()).orElseThrow();
    registry.endAll("por la prueba");
    watch.look();

    assertThat(watcher.next(SOON))
        .hasValueSatisfying(view -> assertThat(view.status()).isEqualTo(RunStatus.FAILED));
    assertThat(watcher.isOver()).isTrue();
    assertThat(queriesOfALook()).isZero();
  }

  @Test
  void aLookWithoutAChangeIsNoNews() throws InterruptedException {
    RunWatching watcher = watch.watch(registered("quiet").id()).orElseThrow();

    watch.look();

    assertThat(watcher.next(Duration.ofMillis(1))).isEmpty();
    assertThat(watcher.isOver()).isFalse();
  }

  @Test
  void aStoppingNodeLetsItsWatchersGo() throws InterruptedException {
    SyncRun run = registered("stopping");
    RunWatching early = watch.watch(run.id()).orElseThrow();
    watch.stop();
    RunWatching late = watch.watch(run.id()).orElseThrow();

    assertThat(early.next(SOON)).isEmpty();
    assertThat(early.isOver()).isTrue();
    assertThat(late.isOver()).isTrue();
  }

  @Test
  void aRunThatIsNotThereCannotBeWatched() {
    assertThat(watch.watch(987_654_321)).isEmpty();
  }

  private long queriesOfALook() {
    long before = statements();
    watch.look();
    return statements() - before;
  }

  private long statements() {
    return database.unwrap(SessionFactory.class).getStatistics().getPrepareStatementCount();
  }

  private SyncRun registered(String idCarga) {
    long load = data.load("ProductList", idCarga).insert();
    Registration registration =
        registry.register(
            loads.findById(load).orElseThrow(),
            new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")),
            LockToken.ofNewRun(),
            UUID.randomUUID());
    return ((Registration.Registered) registration).run();
  }
}
