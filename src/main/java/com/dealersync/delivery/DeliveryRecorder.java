package com.dealersync.delivery;

import java.util.List;

/**
 * The durable side of a fan-out. {@link #sending} and {@link #settled} run one at a time on the
 * thread that called {@link FanOut#deliver}, and return after their change is committed; an
 * exception ends the fan-out: nothing new is sent and the exception reaches the caller.
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
   * Commits that these groups are about to be sent; their bytes leave only after this returns. Once
   * per group, however often it is tried.
   */
  void sending(List<WebhookGroup> groups);

  /** Commits what came of these groups, all of them or none; each was announced before. */
  void settled(List<Settlement> settlements);
}
