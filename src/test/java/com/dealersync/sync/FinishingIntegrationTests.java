package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs that end while others want to begin, with the job server at work. */
@IntegrationTest
class FinishingIntegrationTests {

  private final DealerServer dealers = DealerServer.started();

  @Autowired SyncStarter starter;
  @Autowired SyncRuns runs;
  @Autowired RunQueries queries;
  @Autowired TestData data;

  @AfterEach
  void stop() {
    dealers.close();
  }

  @Test
  void theNextRequestIsAcceptedAsSoonAsTheFinalStateIsSeen() {
    int rounds = 200;
    IntStream.range(0, rounds)
        .forEach(
            i -> data.load("ProductList", "round" + i).dealers(1, dealers.url(), "s").insert());

    for (int i = 0; i < rounds; i++) {
      StartResult result = start("ProductList", "round" + i);

      assertThat(result)
          .as("round %d, right after the end of the one before", i)
          .isInstanceOf(Accepted.class);
      awaitEnd(((Accepted) result).syncControlId());
    }
    assertThat(dealers.received()).hasSize(rounds);
  }

  @Test
  void aCrowdThatNeverStopsAskingGetsOneRunAtATime() throws Exception {
    int loads = 100;
    IntStream.range(0, loads)
        .forEach(
            i -> data.load("CampaignList", "crowd" + i).dealers(2, dealers.url(), "s").insert());
    ConcurrentLinkedQueue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    AtomicInteger atWork = new AtomicInteger();
    ConcurrentLinkedQueue<String> together = new ConcurrentLinkedQueue<>();
    Map<String, Integer> current = new ConcurrentHashMap<>();
    dealers.answerWith(
        request -> {
          String load = loadOf(request);
          current.merge(load, 1, Integer::sum);
          current.keySet().stream()
              .filter(other -> !other.equals(load))
              .forEach(other -> together.add(load + " while " + other));
          atWork.incrementAndGet();
          current.computeIfPresent(load, (name, count) -> count == 1 ? null : count - 1);
          return DealerServer.confirm(request);
        });
    AtomicInteger next = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < 8; t++) {
        threads.submit(
            () -> {
              for (int i = next.getAndIncrement(); i < loads; i = next.getAndIncrement()) {
                accepted.add(insist("crowd" + i));
              }
              return null;
            });
      }
    }
    accepted.forEach(run -> awaitEnd(run.syncControlId()));

    assertThat(accepted).hasSize(loads);
    assertThat(together).as("two runs of one process type sent at the same time").isEmpty();
    assertThat(atWork).hasValue(2 * loads);
  }

  private Accepted insist(String idCarga) {
    return (Accepted)
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> start("CampaignList", idCarga), Accepted.class::isInstance);
  }

  /** Without any pause between the looks: the moment right after the end is the one to hit. */
  private void awaitEnd(long runId) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (runs.findById(runId).orElseThrow().status().isActive()) {
      assertThat(System.nanoTime()).as("run %d ends in time", runId).isLessThan(end);
    }
    assertThat(queries.find(runId).orElseThrow().result()).isEqualTo(RunResult.TOTAL);
  }

  private StartResult start(String processType, String idCarga) {
    return starter.start(
        new StartCommand(processType, idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
  }

  private static String loadOf(Received request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    return body.replaceAll("(?s).*\"idCarga\":\"([^\"]+)\".*", "$1");
  }
}
