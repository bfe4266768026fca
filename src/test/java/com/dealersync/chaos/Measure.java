package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Manner;
import com.dealersync.chaos.History.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Has a cluster do something that takes a while, and notes how long it takes. */
record Measure(Cluster cluster, Figures figures) {

  static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration ONE_SEND = Duration.ofMillis(400);
  private static final int AT_WORK = 20;

  /** A load whose run takes about that long. */
  String work(String processType, Duration length) {
    String load = cluster.load(processType, (int) length.dividedBy(ONE_SEND) * Cluster.PARALLELISM);
    cluster.dealers().behave(load, new Manner.Slow(ONE_SEND));
    return load;
  }

  /** The same, and its run is at work. */
  String inFanOut(String processType, Duration length) {
    String load = work(processType, length);
    assertThat(cluster.postOnceFree(cluster.node(0), processType, load).status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> cluster.dealers().requests(load) > AT_WORK);
    return load;
  }

  boolean isCompleted(String load) {
    return "COMPLETED".equals(cluster.status(load));
  }

  /** Whether a fan-out sends that had not sent by then. */
  boolean sentAfter(String load, Instant at) {
    List<Arrival> all =
        cluster.dealers().arrivals().stream()
            .filter(a -> a.url().contains("/" + load + "/"))
            .toList();
    Set<String> before =
        all.stream()
            .filter(a -> a.at().isBefore(at))
            .map(Arrival::fanOut)
            .collect(Collectors.toSet());
    return all.stream().anyMatch(a -> !before.contains(a.fanOut()));
  }

  /** Waits for an event and notes how long ago something was by then. */
  void until(String what, Instant since, BooleanSupplier event) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(event::getAsBoolean);
    note(what, since(since));
  }

  void note(String what, Duration took) {
    figures.add(what, took);
  }

  static Duration since(Instant at) {
    return Duration.between(at, Instant.now());
  }
}
