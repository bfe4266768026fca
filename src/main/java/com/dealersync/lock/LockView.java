package com.dealersync.lock;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The state of a lock in Redis. */
public sealed interface LockView {

  record Free() implements LockView {}

  /**
   * A run of this service has it, or the request that wants to start one.
   *
   * @param expiresIn how long it lives without renewal; null if it never expires, which its owner
   *     never writes
   */
  record Held(LockToken holder, @Nullable Duration expiresIn) implements LockView {}

  /**
   * This service did not write the key.
   *
   * @param type the key's type as Redis names it, such as {@code string} or {@code hash}
   * @param stamp changes with a string's value; empty for other types
   * @param expiresIn how long it lives; null if it never expires
   */
  record Foreign(String type, String stamp, @Nullable Duration expiresIn) implements LockView {}

  /** Redis did not answer, or refused to. */
  record Unavailable(Exception cause) implements LockView {}
}
