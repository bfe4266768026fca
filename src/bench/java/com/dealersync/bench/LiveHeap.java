package com.dealersync.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again at what a full collection leaves of the heap. */
final class LiveHeap implements AutoCloseable {
  private static final long PAUSE_MILLIS = 1_000;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("live-heap").unstarted(this::watch);
  private long most;

  private LiveHeap() {}

  static LiveHeap watched() {
    LiveHeap heap = new LiveHeap();
    heap.thread.start();
    return heap;
  }

  /** The most there was so far, in bytes. */
  synchronized long most() {
    return most;
  }

  @Override
  public void close() throws InterruptedException {
    closing.countDown();
    thread.join();
  }

  private void watch() {
    try {
      do {
        look();
      } while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    System.gc();
    most = Math.max(most, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }
}
