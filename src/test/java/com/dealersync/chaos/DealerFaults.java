package com.dealersync.chaos;

import com.dealersync.chaos.Round.Work;

/** What happens to dealers, beside what each of them does by its manner. */
final class DealerFaults {

  private DealerFaults() {}

  /** As the dealers' own application does it: in the snapshot, whatever is at work. */
  static void rotateSecrets(Scene scene) {
    for (Work work : scene.works()) {
      if (scene.random().nextBoolean()) {
        Scene.pass(scene.upTo(1));
        int others = 1 + scene.random().nextInt(3);
        int each = 1 + scene.random().nextInt(3);
        Scene.insist(() -> rotate(scene.cluster(), work, others, each));
      }
    }
  }

  private static int rotate(Cluster cluster, Work work, int others, int each) {
    return cluster
        .database()
        .sql()
        .update(
            """
            update CO_EVENTOSCARGASNAPSHOTDEALERS
               set COSD_SECRETKEY = 'rotated-' || COSD_EVENTOCARGASNAPDEALERID % ?
             where COSD_EVENTOCARGASNAPDEALERID % ? = 0
               and COSD_COCP_EVENTOCARGAPROCESOID =
                   (select COCP_EVENTOCARGAPROCESOID
                      from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?)\
            """,
            others, each, work.idCarga());
  }

  static void loseAnOrigin(Scene scene) {
    int origin = scene.random().nextInt(Dealers.ORIGINS);
    scene.cluster().dealers().leave(origin);
    Scene.pass(scene.upTo(10));
    scene.cluster().dealers().comeBack(origin);
  }
}
