package com.dealersync.sync;

import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockProperties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Starts the heartbeat of each run on this node. */
@Component
class Heartbeats {

  private final Fence fence;
  private final DistributedLock lock;
  private final LockProperties properties;

  Heartbeats(Fence fence, DistributedLock lock, LockProperties properties) {
    this.fence = fence;
    this.lock = lock;
    this.properties = properties;
  }

  /**
   * Takes the run's lock over and keeps it until the heartbeat is closed.
   *
   * @param claimedAt {@link System#nanoTime()} before the run was claimed
   */
  Heartbeat start(Claim claim, long claimedAt) {
    Heartbeat heartbeat =
        new Heartbeat(fence, lock, properties, claim, claimedAt, System::nanoTime);
    heartbeat.takeLock();
    new Pacer(heartbeat).next(properties.renewEvery().toMillis());
    return heartbeat;
  }

  /**
   * Beats on a virtual thread, so that a beat that waits for the database delays no other run's.
   */
  private record Pacer(Heartbeat heartbeat) {

    private static final Executor THREADS =
        task -> Thread.ofVirtual().name("heartbeat").start(task);

    void next(long millis) {
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, THREADS)
          .execute(
              () -> {
                heartbeat.beat();
                if (!heartbeat.isOver()) {
                  next(heartbeat.nextBeatIn().toMillis());
                }
              });
    }
  }
}
