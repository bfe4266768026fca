package com.dealersync.chaos;

import com.dealersync.chaos.Round.Work;
import java.util.List;

/** What people do while other things happen. */
final class OperatorFaults {

  private OperatorFaults() {}

  /** Some process types are held for a while, by whichever node answers. */
  static void pauseSome(Scene scene) {
    List<Work> held = scene.works().stream().filter(work -> scene.random().nextBoolean()).toList();
    held.forEach(
        work ->
            scene
                .cluster()
                .client()
                .ask(
                    scene.anyNode(),
                    "/procesos/%s/pausar".formatted(work.processType()),
                    "{\"motivo\": \"caos\"}"));
    Scene.pass(scene.upTo(15));
    held.forEach(work -> resume(scene, work));
  }

  /** In the table, where no node is left to answer. */
  private static void resume(Scene scene, Work work) {
    int status =
        scene
            .cluster()
            .client()
            .ask(scene.anyNode(), "/procesos/%s/reanudar".formatted(work.processType()), "");
    if (status != 200) {
      Scene.insist(
          () ->
              scene
                  .cluster()
                  .database()
                  .sql()
                  .update(
                      "delete from CO_DS_PAUSA where PAUS_PROCESSTYPE = ?", work.processType()));
    }
  }

  /** Some dealers are to get the newest load once more. */
  static void sendAgain(Scene scene) {
    for (Work work : scene.works()) {
      Scene.pass(scene.upTo(3));
      int dealer = 1 + scene.random().nextInt(9);
      scene
          .cluster()
          .client()
          .ask(
              scene.anyNode(),
              "/dealers/BAC%d/reenviar".formatted(dealer),
              "{\"processType\": \"%s\"}".formatted(work.processType()));
    }
  }
}
