package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.ExchangeCut.Side;
import com.dealersync.chaos.History.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A small run after another, each with one cut of a connection to the database: before or after the
 * n-th exchange since its request, whatever that is about.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("slow")
class EveryExchangeFaultTests {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int DEALERS = 3;
  private static final int AT_LEAST = 3;
  private static final String SURVIVED = "COMPLETED, " + DEALERS + " confirmed";

  private record Cut(int nth, Side side) {}

  @Test
  void aRunSurvivesACutAtSomeExchanges() {
    survivesCuts(Duration.ofSeconds(25));
  }

  @Test
  @Tag("chaos")
  void aRunSurvivesACutAtEachExchange() {
    survivesCuts(Duration.ofMinutes(10));
  }

  /** In any order, until all are done or the time is up. */
  private static void survivesCuts(Duration time) {
    try (Cluster cluster = Cluster.started("every-exchange", Settings.quick(1))) {
      List<Cut> cuts = cuts(exchangesOfARun(cluster));
      long until = System.nanoTime() + time.toNanos();
      Map<Cut, String> deaths = new LinkedHashMap<>();
      int done = 0;
      for (Cut cut : cuts) {
        if (done < AT_LEAST || System.nanoTime() < until) {
          String processType = Cluster.processType(1 + done++ % Cluster.PROCESS_TYPES);
          String outcome = outcome(cut, cluster, processType);
          if (!outcome.equals(SURVIVED)) {
            deaths.put(cut, outcome);
          }
        }
      }
      cluster.recover();
      System.out.printf("%d of %d cuts%n", done, cuts.size());
      assertThat(deaths).as(cluster::logs).isEmpty();
      assertThat(new Checker(cluster.history()).violations()).as(cluster::logs).isEmpty();
    }
  }

  private static List<Cut> cuts(int exchanges) {
    List<Cut> cuts = new ArrayList<>();
    for (int nth = 1; nth <= exchanges; nth++) {
      for (Side side : Side.values()) {
        cuts.add(new Cut(nth, side));
      }
    }
    Collections.shuffle(cuts, new Random(exchanges));
    return cuts;
  }

  /** Of one that is not the first of its node, and so no slower than those that follow. */
  private static int exchangesOfARun(Cluster cluster) {
    run(cluster);
    ExchangeCut never = new ExchangeCut(Integer.MAX_VALUE, Side.BEFORE);
    cluster.node(0).database().watch(never);
    run(cluster);
    cluster.node(0).database().heal();
    return never.seen();
  }

  private static void run(Cluster cluster) {
    String load = cluster.load("P01", DEALERS);
    cluster.postOnceFree(cluster.node(0), "P01", load);
    awaitCompletion(cluster, load);
  }

  /** What became of a run, and of its dealers. */
  private static String outcome(Cut cut, Cluster cluster, String processType) {
    Node node = cluster.node(0);
    String load = cluster.load(processType, DEALERS);
    ExchangeCut exchangeCut = new ExchangeCut(cut.nth(), cut.side());
    node.database().watch(exchangeCut);

    Answer answer = cluster.post(node, processType, load);
    if (answer.status() != 202) {
      assertThat(answer.status()).as("%s: %s", cut, answer).isGreaterThanOrEqualTo(500);
      awaitAcceptance(cluster, node, processType, load, cut);
    }
    awaitCompletion(cluster, load);
    exchangeCut.done().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    node.database().heal();
    return "%s, %d confirmed"
        .formatted(cluster.status(load), cluster.runs().dealers(load, "EXITOSO"));
  }

  /** The refused one may have left a run at work, which the next one is told of. */
  private static void awaitAcceptance(
      Cluster cluster, Node node, String processType, String load, Cut cut) {
    await("%s: the next request to be accepted".formatted(cut))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () ->
                "COMPLETED".equals(cluster.status(load))
                    || cluster.post(node, processType, load).status() == 202);
  }

  private static void awaitCompletion(Cluster cluster, String load) {
    await(load + " to end")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> History.Run.isFinal(cluster.status(load)));
  }
}
