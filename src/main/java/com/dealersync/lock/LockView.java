package com.dealersync.lock;

import java.time.Duration;

/** What Redis says of a lock. */
public sealed interface LockView {

  record Free() implements LockView {}

  /**
   * Somebody has it.
   *
   * @param holder the key's value
   * @param expiresIn how long it lives without renewal
   */
  record Held(String holder, Duration expiresIn) implements LockView {}

  /** Redis did not answer. */
  record Unavailable(Exception cause) implements LockView {}
}
