package com.dealersync.chaos;

import com.dealersync.chaos.Postmaster.Ending;
import java.time.Duration;
import java.util.List;

/** What happens to the database. */
final class DatabaseFaults {

  /** In the middle of a transaction when they are sent, and after it when its end is answered. */
  private static final List<String> STATEMENTS =
      List.of(
          "(?i)insert into CO_EVENTOSCARGASINCCONTROL",
          "(?i)insert into DS_jobrunr_jobs",
          "(?i)update CO_EVENTOSCARGASINCCONTROL",
          "(?i)update CO_EVENTOSCARGASNAPSHOTDEALERS",
          "(?i)update CO_EVENTOSCARGAPROCESO",
          "(?i)update DS_jobrunr_jobs",
          "(?i)CO_SINCRONIZACIONCARGAPROCESODEALER",
          "COMMIT");

  /** What many read at once, and runs do without. */
  private static final int READERS = 40;

  private DatabaseFaults() {}

  static void endSessions(Scene scene) {
    scene.cluster().database().endSessions();
  }

  static void endSessionsAgainAndAgain(Scene scene) {
    for (int i = 2 + scene.random().nextInt(4); i > 0; i--) {
      scene.cluster().database().endSessions();
      Scene.pass(scene.upTo(3));
    }
  }

  /** Whenever it happens. */
  static void restart(Scene scene) {
    away(scene, scene.any(List.of(Ending.values())), scene.outage());
  }

  /** At a statement, in its transaction or after it. */
  static void restartAtAStatement(Scene scene) {
    Ending how = scene.any(List.of(Ending.values()));
    Duration outage = scene.outage();
    Tripwire tripwire = anyStatement(scene);
    // The proxy holds the statement or its answer back until the server is gone.
    tripwire.then(() -> scene.cluster().database().stop(how));
    scene.cluster().nodes().forEach(node -> node.database().watch(tripwire));
    if (!Scene.happens(tripwire.sprung(), Duration.ofSeconds(6)) && tripwire.disarm()) {
      scene.cluster().database().stop(how);
    }
    Scene.pass(outage);
    scene.cluster().database().start();
  }

  static void refuseConnections(Scene scene) {
    scene.cluster().database().exhaustConnections();
    Scene.pass(scene.outage());
    scene.cluster().database().releaseConnections();
  }

  /** Readers who wait for a table take the connections of the requests that they are. */
  static void lockATable(Scene scene) {
    String table =
        scene.any(
            List.of(
                "CO_DS_AUDITORIA",
                "CO_SINCRONIZACIONCARGAPROCESODEALER",
                "CO_EVENTOSCARGASNAPSHOTDEALERS"));
    try (TableLock lock = new TableLock(scene.cluster(), table)) {
      lock.readers(READERS);
      Scene.pass(scene.upTo(12));
    }
  }

  private static void away(Scene scene, Ending how, Duration outage) {
    scene.cluster().database().stop(how);
    Scene.pass(outage);
    scene.cluster().database().start();
  }

  private static Tripwire anyStatement(Scene scene) {
    Tripwire tripwire = new Tripwire().sends(scene.any(STATEMENTS));
    return scene.random().nextBoolean() ? tripwire : tripwire.isAnswered();
  }
}
