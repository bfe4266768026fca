package com.dealersync.chaos;

import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Dealers.Failure;
import com.dealersync.chaos.Dealers.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A run of every process type at the same time, requested by several clients at several nodes, and
 * one or two faults, all of it derived from a seed. How the threads interleave is not, so a seed
 * repeats a round's story and not its every step.
 */
final class Round {

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final Cluster cluster;
  private final long seed;
  private final RandomGenerator random;
  private final List<Work> works = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  /** What a process type has to do. */
  record Work(String processType, String idCarga) {}

  Round(Cluster cluster, long seed) {
    this.cluster = cluster;
    this.seed = seed;
    random = new Random(seed);
  }

  List<Fault> faults() {
    return faults;
  }

  /**
   * Returns when everything is over, each process type has been requested once more, and that run
   * has ended as well.
   *
   * @return how many runs the faults could strike
   */
  int play() {
    int before = cluster.runs().count();
    for (String processType : Cluster.processTypes()) {
      works.add(work(processType, 10 + random.nextInt(50)));
    }
    faults.addAll(Fault.drawn(seed, random));
    List<CompletableFuture<Void>> events = new ArrayList<>();
    works.forEach(work -> events.addAll(requests(work)));
    for (Fault fault : faults) {
      Random own = new Random(random.nextLong());
      events.add(
          after(
              random.nextInt(4_000),
              () -> fault.strike(new Scene(cluster, List.copyOf(works), own))));
    }
    events.forEach(CompletableFuture::join);
    cluster.recover();
    int struck = cluster.runs().count() - before;
    requestAgain();
    return struck;
  }

  private Work work(String processType, int dealers) {
    String idCarga =
        cluster.load(processType, id -> Recipient.mixed(dealers, cluster.dealers(), id, random));
    cluster.dealers().behave(idCarga, manner());
    return new Work(processType, idCarga);
  }

  private Manner manner() {
    return switch (random.nextInt(6)) {
      case 0 -> new Manner.Failing(Failure.ERROR, 1 + random.nextInt(6));
      case 1 -> new Manner.Failing(Failure.CLOSING, 1 + random.nextInt(6));
      case 2 -> new Manner.Failing(Failure.SILENT, 1);
      default -> new Manner.Slow(Duration.ofMillis(random.nextInt(1_200)));
    };
  }

  private List<CompletableFuture<Void>> requests(Work work) {
    List<CompletableFuture<Void>> requests = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Node node = cluster.node(random.nextInt(cluster.nodes().size()));
      requests.add(
          after(
              random.nextInt(2_000), () -> cluster.post(node, work.processType(), work.idCarga())));
    }
    return requests;
  }

  /** A lock whose request died before its row is nobody's: it is left until it expires. */
  private void requestAgain() {
    await("locks of dead requests to expire")
        .atMost(Duration.ofSeconds(30))
        .until(() -> cluster.strayLocks() == 0);
    for (String processType : Cluster.processTypes()) {
      Node node = cluster.node(random.nextInt(cluster.nodes().size()));
      cluster.postOnceFree(node, processType, cluster.load(processType, 3));
    }
    cluster.awaitRest();
  }

  private static CompletableFuture<Void> after(int millis, Runnable what) {
    return CompletableFuture.runAsync(
        what, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, THREADS));
  }

  @Override
  public String toString() {
    return "%s on %s".formatted(faults, works);
  }
}
