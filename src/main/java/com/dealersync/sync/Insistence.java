package com.dealersync.sync;

import com.dealersync.database.Fault;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a step that fails for a reason that may pass, while the attempt still owns its run. A
 * session that was ended, a lock that was not available or an empty pool must cost neither the
 * attempt nor the answers of dealers. During an outage it repeats until the lease ends. If the
 * database answers the heartbeat but refuses the step, it gives up sooner, and another attempt
 * follows. On a node that is stopping it gives up soon, too. Once it has given up a step, it tries
 * each later step of the attempt only once.
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
