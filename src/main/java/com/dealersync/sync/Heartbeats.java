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

/** Keeps the heart of each run on this node beating. */
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

  /** Has every run on this node, now and from now on, stop soon and go on elsewhere. */
  void handBack() {
    handingBack = true;
  }

  /**
   * Takes a step again and again, whatever becomes of one, on virtual threads, so that one that
   * waits for the database delays no other run's.
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
