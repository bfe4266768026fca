package com.dealersync.delivery;

import java.util.List;

/**
 * The durable side of a fan-out. Each method returns after its change is committed; an exception
 * ends the fan-out: nothing new is sent and the exception reaches the caller of {@link FanOut}.
 * Called by one thread at a time.
 */
public interface DeliveryRecorder {

  /** Whether sends may still start; asked before each one, so it must answer from memory. */
  boolean mayContinue();

  /** Commits that these groups are about to be sent; their bytes leave only after this returns. */
  void sending(List<WebhookGroup> groups);

  /** Commits what came of these groups, all of them or none. */
  void settled(List<Settlement> settlements);
}
