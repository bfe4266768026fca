package com.dealersync.delivery;

import java.util.List;

/**
 * The durable side of a fan-out. {@link #record} and {@link #read} run on one thread, which is not
 * the one that called {@link FanOut#deliver}; an exception ends the fan-out: nothing new is sent
 * and the exception reaches the caller.
 */
public interface DeliveryRecorder {

  /**
   * Whether sends may still start. Asked before each one and several times a second, from another
   * thread: it must be thread-safe and answer from memory.
   */
  boolean mayContinue();

  /** Whether a send may start now. While it may not, the fan-out waits. Asked likewise. */
  boolean maySend();

  /**
   * An attempt has ended. Told from another thread, before what comes of it is to be recorded; must
   * be thread-safe and return at once.
   */
  default void attempted(Attempt attempt) {}

  /** How the fan-out stands now, told each second or so from another thread; likewise. */
  default void stands(Standing standing) {}

  /** Runs a reading of the database, perhaps more than once. */
  default void read(Runnable reading) {
    reading.run();
  }

  /**
   * Looks for dealers that have confirmed elsewhere, and commits that they have. Called on that
   * thread, before the tail pass.
   *
   * @return whether there were any, so that groups have to be read again
   */
  default boolean confirmedElsewhere() {
    return false;
  }

  /**
   * Commits, all of it or none, and returns only then.
   *
   * @param sending groups that are about to be sent; their bytes leave once this has returned. Once
   *     per group, however often it is tried
   * @param settled what came of groups that were announced before
   */
  void record(List<WebhookGroup> sending, List<Settlement> settled);

  /**
   * Takes the announcement of groups back whose sending never began before the fan-out was told to
   * stop, or broke down: nothing of them has left. Called on that thread, too, once everything else
   * is recorded; what it throws after a break-down is only added to the cause of that.
   */
  void withdraw(List<WebhookGroup> unsent);
}
