package com.dealersync.sync;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest view of one run, shared by all its watchers. */
final class WatchedRun {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private RunView newest;
  private int watchers;
  private boolean closed;

  WatchedRun(RunView first) {
    newest = first;
  }

  void join() {
    lock.lock();
    try {
      watchers++;
    } finally {
      lock.unlock();
    }
  }

  /** Removes a watcher; tells whether others remain. */
  boolean leave() {
    lock.lock();
    try {
      watchers--;
      return watchers > 0;
    } finally {
      lock.unlock();
    }
  }

  boolean hasEnded() {
    lock.lock();
    try {
      return !newest.status().isActive();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  void show(RunView next) {
    lock.lock();
    try {
      newest = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a view that differs from the one seen; returns the same one if none came in time. */
  RunView awaitOther(RunView seen, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (newest.equals(seen) && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return newest;
    } finally {
      lock.unlock();
    }
  }
}
