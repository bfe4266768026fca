package com.dealersync.sync;

import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockProperties;
import com.dealersync.logs.LogContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Runs the heartbeat of each run on this node. */
@Component
class Heartbeats {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final Fence fence;
  private final DistributedLock lock;
  private final LockProperties properties;
  private final HeartbeatMetrics metrics;
  private volatile boolean handingBack;

  Heartbeats(
      Fence fence, DistributedLock lock, LockProperties properties, HeartbeatMetrics metrics) {
    this.fence = fence;
    this.lock = lock;
    this.properties = properties;
    this.metrics = metrics;
  }

  /**
   * Takes the run's lock over and keeps it until the heartbeat is closed.
   *
   * @param claimedAt {@link System#nanoTime()} before the run was claimed
   */
  Heartbeat start(Claim claim, long claimedAt) {
    Heartbeat heartbeat =
        new Heartbeat(
            fence,
            lock,
            properties,
            claim,
            claimedAt,
            System::nanoTime,
            () -> handingBack,
            metrics);
    heartbeat.takeLock();
    new Pacer(heartbeat, heartbeat::beat, heartbeat::nextBeatIn).next();
    new Pacer(heartbeat, heartbeat::look, () -> LOOK_EVERY).next();
    return heartbeat;
  }

  /**
   * Makes every run on this node stop soon, so that another node continues it. Runs that start
   * later stop, too.
   */
  void handBack() {
    handingBack = true;
  }

  /**
   * Repeats a step, also after one that failed. It uses a virtual thread, so that a step that waits
   * for the database does not delay other runs.
   */
  record Pacer(Heartbeat heartbeat, Runnable step, Supplier<Duration> pause) {

    private static final Executor THREADS =
        task -> Thread.ofVirtual().name("heartbeat").start(task);

    void next() {
      CompletableFuture.delayedExecutor(pause.get().toMillis(), TimeUnit.MILLISECONDS, THREADS)
          .execute(
              LogContext.inherited(
                  () -> {
                    if (!heartbeat.isOver()) {
                      try {
                        step.run();
                      } finally {
                        next();
                      }
                    }
                  }));
    }
  }
}
