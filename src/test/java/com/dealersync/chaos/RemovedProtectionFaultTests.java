package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Checker.Guarantee;
import com.dealersync.chaos.Checker.Violation;
import com.dealersync.chaos.Dealers.Manner;
import com.dealersync.sync.UnfencedApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Stories in which one protection alone keeps a guarantee: told to the service as it is, and to one
 * without the protection, which the checker must notice.
 */
@Tag("chaos")
@EnabledOnOs({OS.LINUX, OS.MAC})
class RemovedProtectionFaultTests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void nothingIsBrokenWithEveryProtectionInPlace() {
    try (Cluster cluster = Cluster.started("protected", Settings.quick(2))) {
      aNodeWakesUpAfterItsRunWasTakenOver(cluster, "P01");
      twoRequestsInsertAfterOneLostItsLock(cluster, "P02");
      aNodeWakesUpAfterItsRunWasReplaced(cluster, "P03");

      assertThat(broken(cluster)).isEmpty();
    }
  }

  @Test
  void theCheckerNoticesThatTheFenceIsGone() {
    Path folder = Cluster.folder("unfenced");
    ProductionClassPath classPath = ProductionClassPath.in(folder.getParent());
    var program =
        new Node.Program(
            UnfencedApplication.class.getName(),
            classPath.after(ProductionClassPath.tests()),
            folder.resolve("nodes.jsa"));
    try (Cluster cluster = Cluster.started(folder, Settings.quick(2), program)) {
      aNodeWakesUpAfterItsRunWasTakenOver(cluster, "P01");

      assertThat(broken(cluster)).contains(Guarantee.F);
    }
  }

  @Test
  void theCheckerNoticesThatTheUniqueRuleIsGone() {
    try (Cluster cluster = Cluster.started("without-unique-rule", Settings.quick(2))) {
      cluster.database().sql().execute("drop index UX_COES_PROCESOACTIVO");
      twoRequestsInsertAfterOneLostItsLock(cluster, "P01");

      assertThat(broken(cluster)).contains(Guarantee.E);
    }
  }

  @Test
  void theCheckerNoticesThatAReleaseAsksNoOwner() throws IOException {
    Path folder = Cluster.folder("without-owner-check");
    Path script = folder.resolve("classes/redis/release.lua");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "return redis.call('DEL', KEYS[1])");
    ProductionClassPath classPath = ProductionClassPath.in(folder.getParent());
    var program =
        new Node.Program(
            com.dealersync.DealerSyncApplication.class.getName(),
            classPath.after(folder.resolve("classes")),
            folder.resolve("nodes.jsa"));
    try (Cluster cluster = Cluster.started(folder, Settings.quick(2), program)) {
      aNodeWakesUpAfterItsRunWasReplaced(cluster, "P01");

      assertThat(broken(cluster)).contains(Guarantee.O);
    }
  }

  private static void aNodeWakesUpAfterItsRunWasTakenOver(Cluster cluster, String processType) {
    String load = atWork(cluster, processType);
    cluster.pause(
        cluster.owner(load).orElseThrow(),
        () -> await().atMost(PATIENCE).until(() -> cluster.attempt(load) == 2));
    cluster.awaitRest();
  }

  private static void aNodeWakesUpAfterItsRunWasReplaced(Cluster cluster, String processType) {
    String load = atWork(cluster, processType);
    Node asleep = cluster.owner(load).orElseThrow();
    Node awake = cluster.nodes().stream().filter(node -> node != asleep).findFirst().orElseThrow();
    String next = work(cluster, processType);
    cluster.pause(
        asleep,
        () ->
            await()
                .atMost(PATIENCE)
                .until(() -> cluster.post(awake, processType, next).status() == 202));
    cluster.awaitRest();
  }

  private static void twoRequestsInsertAfterOneLostItsLock(Cluster cluster, String processType) {
    String load = cluster.load(processType, 5);
    String other = cluster.load(processType, 5);
    cluster
        .node(0)
        .database()
        .watch(
            new Tripwire()
                .sends("(?i)insert into CO_EVENTOSCARGASINCCONTROL.*" + processType)
                .then(
                    () -> {
                      cluster.flushRedis();
                      cluster.post(cluster.node(1), processType, other);
                    }));
    cluster.post(cluster.node(0), processType, load);
    cluster.awaitRest();
  }

  private static String atWork(Cluster cluster, String processType) {
    String load = work(cluster, processType);
    assertThat(cluster.post(cluster.node(0), processType, load).status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> cluster.dealers().requests(load) > 20);
    return load;
  }

  /** Takes nine seconds. */
  private static String work(Cluster cluster, String processType) {
    String load = cluster.load(processType, 300);
    cluster.dealers().behave(load, new Manner.Slow(Duration.ofMillis(300)));
    return load;
  }

  private static List<Guarantee> broken(Cluster cluster) {
    List<Violation> violations = new Checker(cluster.history()).violations();
    violations.stream().limit(5).forEach(System.out::println);
    return violations.stream().map(Violation::of).distinct().toList();
  }
}
