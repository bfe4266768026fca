package com.dealersync.chaos;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.script.RedisScript;

/** The steps of a run between which its node may die. */
enum Moment {
  BEFORE_THE_LOCK,
  AFTER_THE_LOCK,
  AFTER_THE_ROW,
  AFTER_THE_ENQUEUE,
  IN_MID_FAN_OUT,
  BEFORE_THE_FINAL_STATE,
  BEFORE_THE_RELEASE;

  private static final String RELEASE =
      RedisScript.of(new ClassPathResource("redis/release.lua"), Long.class).getSha1();

  /**
   * Has something done to the first node whose work on the load comes to this moment. There must be
   * no other run of the process type meanwhile.
   *
   * @return completes when it was done
   */
  CompletableFuture<Void> strike(
      Cluster cluster, String processType, String idCarga, Consumer<Node> what) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    AtomicBoolean first = new AtomicBoolean(true);
    Consumer<Node> once =
        node -> {
          if (first.getAndSet(false)) {
            what.accept(node);
            done.complete(null);
          }
        };
    if (this == IN_MID_FAN_OUT) {
      cluster.dealers().listen(idCarga, count -> inMidFanOut(cluster, idCarga, count, once));
    } else {
      cluster.nodes().forEach(node -> watch(node, processType, once));
    }
    return done;
  }

  private static void inMidFanOut(Cluster cluster, String idCarga, int count, Consumer<Node> what) {
    if (count == 15) {
      cluster.owner(idCarga).ifPresent(what);
    }
  }

  private void watch(Node node, String processType, Consumer<Node> what) {
    Runnable action = () -> what.accept(node);
    Tripwire tripwire = new Tripwire();
    String key = "lock:sync:" + processType + "\r\n";
    switch (this) {
      case BEFORE_THE_LOCK -> node.redis().watch(tripwire.sends("SET\r\n.*" + key).then(action));
      case AFTER_THE_LOCK ->
          node.redis().watch(tripwire.sends("SET\r\n.*" + key).isAnswered().then(action));
      case AFTER_THE_ROW ->
          node.database()
              .watch(
                  tripwire
                      .sends("(?i)insert into CO_EVENTOSCARGASINCCONTROL.*" + processType)
                      .sends("COMMIT")
                      .isAnswered()
                      .then(action));
      case AFTER_THE_ENQUEUE ->
          node.database()
              .watch(
                  tripwire
                      .sends("(?i)insert into DS_jobrunr_jobs")
                      .sends("COMMIT")
                      .isAnswered()
                      .then(action));
      case BEFORE_THE_FINAL_STATE ->
          node.database()
              .watch(
                  tripwire.sends("(?i)update CO_EVENTOSCARGASINCCONTROL.*COMPLETED").then(action));
      case BEFORE_THE_RELEASE ->
          node.redis().watch(tripwire.sends(RELEASE + "\r\n.*" + key).then(action));
      case IN_MID_FAN_OUT -> throw new IllegalStateException();
    }
  }
}
