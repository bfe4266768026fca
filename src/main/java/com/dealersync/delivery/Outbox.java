package com.dealersync.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatching thread wants recorded, for the thread that records, in batches that are
 * worth a commit. Sends wait for announcements, so those go at once and take along whatever else
 * there is; nobody waits for a result, so it may wait a moment for others.
 */
final class Outbox {
  // Keeps a transaction short when a slow database has let much come together.
  private static final int LARGEST_BATCH = 500;
  // Each result that is not committed yet is a send that a crash repeats.
  private static final int ENOUGH_RESULTS = 400;
  private static final long LONGEST_END = TimeUnit.SECONDS.toNanos(5);
  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(50);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Delivery> announcements = new ArrayList<>();
  private List<Settlement> settlements = new ArrayList<>();
  private List<Delivery> rechecks = new ArrayList<>();
  private boolean closed;
  private @Nullable Throwable failure;

  /**
   * To be committed together.
   *
   * @param rechecks announced before; to be looked up afterwards whether they are still to be sent
   */
  record Batch(
      List<Delivery> announcements, List<Settlement> settlements, List<Delivery> rechecks) {}

  void recheck(List<Delivery> deliveries) {
    if (!deliveries.isEmpty()) {
      change(() -> rechecks.addAll(deliveries));
    }
  }

  void announce(List<Delivery> deliveries) {
    if (!deliveries.isEmpty()) {
      change(() -> announcements.addAll(deliveries));
    }
  }

  void settle(List<Settlement> settled) {
    if (!settled.isEmpty()) {
      change(() -> settlements.addAll(settled));
    }
  }

  /** Why nothing more comes: the dispatching thread has died. */
  static final class BrokenException extends IllegalStateException {
    private BrokenException(Throwable cause) {
      super("The fan-out broke down", cause);
    }
  }

  /** Takes back what was not committed yet, because none of it will be sent. */
  void withdrawAnnouncements() {
    change(
        () -> {
          announcements.clear();
          rechecks.clear();
        });
  }

  /** Nothing more will come. */
  void close() {
    change(() -> closed = true);
  }

  /** The dispatching thread has died. */
  void fail(Throwable cause) {
    change(() -> failure = cause);
  }

  /**
   * Waits for something to record.
   *
   * @return null once everything is taken and nothing more will come
   * @throws BrokenException if the dispatching thread has died
   */
  @Nullable Batch take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isUrgent() && settlements.isEmpty()) {
        changed.await();
      }
      for (long left = LINGER; !isUrgent() && left > 0; ) {
        left = changed.awaitNanos(left);
      }
      if (failure != null) {
        throw new BrokenException(failure);
      }
      if (announcements.isEmpty() && settlements.isEmpty() && rechecks.isEmpty()) {
        return null;
      }
      Batch batch = new Batch(firstOf(announcements), firstOf(settlements), List.copyOf(rechecks));
      rechecks = new ArrayList<>();
      announcements = rest(announcements);
      settlements = rest(settlements);
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Results that were taken and not recorded; they come first in {@link #rest()}. */
  void giveBack(List<Settlement> taken) {
    change(() -> settlements.addAll(0, taken));
  }

  /**
   * Waits for the dispatching thread to end, but not for ever, and takes results that are left.
   *
   * @return empty once there are none
   */
  List<Settlement> rest() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (long left = LONGEST_END; !closed && failure == null && left > 0; ) {
        left = changed.awaitNanos(left);
      }
      List<Settlement> some = firstOf(settlements);
      settlements = rest(settlements);
      return some;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the dispatching thread has ended: it begins no further send. */
  boolean isOver() {
    lock.lock();
    try {
      return closed || failure != null;
    } finally {
      lock.unlock();
    }
  }

  private boolean isUrgent() {
    return failure != null
        || closed
        || !announcements.isEmpty()
        || !rechecks.isEmpty()
        || settlements.size() >= ENOUGH_RESULTS;
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      boolean hadResults = !settlements.isEmpty();
      change.run();
      // Each needless wake-up would cost more than the result that caused it.
      if (isUrgent() || !hadResults) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private static <T> List<T> firstOf(List<T> all) {
    return List.copyOf(all.subList(0, Math.min(all.size(), LARGEST_BATCH)));
  }

  private static <T> List<T> rest(List<T> all) {
    return new ArrayList<>(all.subList(Math.min(all.size(), LARGEST_BATCH), all.size()));
  }
}
