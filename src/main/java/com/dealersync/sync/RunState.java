package com.dealersync.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run's row as the {@link RunProtocol} sees it.
 *
 * @param attempt the newest that claimed it; 0 if none has
 * @param silence since its last sign of life, by the database's clock; null if it never gave one
 */
record RunState(RunStatus status, int attempt, @Nullable Duration silence) {

  /** Whether an attempt may be at work on it. */
  boolean isAlive(Duration ttl) {
    return silence != null && silence.compareTo(ttl) < 0;
  }
}
