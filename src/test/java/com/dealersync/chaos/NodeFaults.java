package com.dealersync.chaos;

import static org.awaitility.Awaitility.await;

import com.dealersync.chaos.Round.Work;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happens to nodes and to their clocks. */
final class NodeFaults {

  private static final Duration BACK = Duration.ofMinutes(3);

  private NodeFaults() {}

  static void killAtAStep(Scene scene) {
    Work work = scene.anyWork();
    Moment moment = scene.any(List.of(Moment.values()));
    Node other = scene.anyNode();
    Duration dead = scene.upTo(10);
    var struck = moment.strike(scene.cluster(), work.processType(), work.idCarga(), Node::kill);
    // Where the round is past that moment, at another one.
    if (!Scene.happens(struck, Duration.ofSeconds(4))) {
      other.kill();
    }
    Scene.pass(dead);
  }

  static void killTwo(Scene scene) {
    Node spared = scene.anyNode();
    Duration dead = scene.upTo(10);
    scene.cluster().nodes().stream().filter(node -> node != spared).forEach(Node::kill);
    Scene.pass(dead);
  }

  static void killAll(Scene scene) {
    scene.cluster().nodes().forEach(Node::kill);
    Scene.pass(scene.upTo(10));
  }

  static void stopOne(Scene scene) {
    Node node = scene.anyNode();
    node.terminate();
    node.awaitEnd();
  }

  /** One after another comes back with other settings; one knows a process type more. */
  static void restartInTurn(Scene scene) {
    Node knowing = scene.anyNode();
    for (Node node : scene.cluster().nodes()) {
      Map<String, String> other = new HashMap<>(Settings.anyDelivery(scene.random()));
      if (node == knowing) {
        other.putAll(Settings.definition("NEW"));
      }
      node.terminate();
      node.awaitEnd();
      node.change(other);
      node.start();
      // It may end at once, where something else is broken that it needs at its start.
      await(node.name() + " to be back")
          .atMost(BACK)
          .until(() -> node.isWell() || !node.isRunning());
    }
    String load = Scene.insist(() -> scene.cluster().load("NEW", 5));
    scene.cluster().post(knowing, "NEW", load);
  }

  static void freezeOne(Scene scene) {
    Node node = scene.anyNode();
    Duration frozen = scene.upTo(35);
    scene.cluster().pause(node, () -> Scene.pass(frozen));
  }

  static void jump(Scene scene) {
    Node node = scene.anyNode();
    Duration jump = Duration.ofMinutes(scene.random().nextInt(-600, 600));
    Duration lasts = scene.upTo(35);
    node.clock()
        .ifPresent(
            clock -> {
              clock.jump(jump);
              Scene.pass(lasts);
              clock.jump(Duration.ZERO);
            });
  }
}
