package com.dealersync.sync;

import com.dealersync.database.Fault;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a step again while the database fails for now and the attempt still owns its run: a session
 * that was ended, a lock that was not to be had or an empty pool must not cost the attempt, and
 * what dealers have answered meanwhile. An outage may take as long as the lease; where the
 * heartbeat is answered and only the step is not, something else is wrong, and soon another attempt
 * is made. A node that stops is in a hurry. After a step that was given up the attempt is about to
 * end, and what is left of it is tried once.
 */
final class Insistence {

  private static final Logger log = LoggerFactory.getLogger(Insistence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration WHILE_STOPPING = Duration.ofSeconds(3);

  private final Heartbeat heartbeat;
  private volatile boolean gaveUp;

  Insistence(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
  }

  void on(Runnable step) {
    Duration pause = FIRST_PAUSE;
    @Nullable Long failingSince = null;
    while (true) {
      try {
        step.run();
        return;
      } catch (RuntimeException e) {
        if (failingSince == null || (!heartbeat.maySend() && !heartbeat.isHandingBack())) {
          failingSince = System.nanoTime();
        }
        boolean passing = Fault.of(e) == Fault.DATABASE;
        if (!passing || !mayGoOn(System.nanoTime() - failingSince)) {
          gaveUp |= passing;
          throw e;
        }
        log.warn(
            "🔁 [BATCH_SYNC] La base de datos falló; se intenta de nuevo en {} ms",
            pause.toMillis(),
            e);
      }
      LockSupport.parkNanos(pause.toNanos());
      pause = longer(pause);
    }
  }

  private boolean mayGoOn(long failingNanos) {
    Duration most = heartbeat.isHandingBack() ? WHILE_STOPPING : heartbeat.patience();
    return !gaveUp && heartbeat.isOwner() && failingNanos < most.toNanos();
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
