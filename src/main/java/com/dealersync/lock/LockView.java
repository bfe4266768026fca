package com.dealersync.lock;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What Redis says of a lock. */
public sealed interface LockView {

  record Free() implements LockView {}

  /**
   * A run of this service has it, or the request that wants to start one.
   *
   * @param expiresIn how long it lives without renewal; null if for ever, as its owner never writes
   *     it
   */
  record Held(LockToken holder, @Nullable Duration expiresIn) implements LockView {}

  /**
   * Something else than this service wrote the key.
   *
   * @param type Redis's name of what it is, such as {@code string} or {@code hash}
   * @param stamp changes with a string's value; empty for other types
   * @param expiresIn how long it lives; null if for ever
   */
  record Foreign(String type, String stamp, @Nullable Duration expiresIn) implements LockView {}

  /** Redis did not answer, or refused to. */
  record Unavailable(Exception cause) implements LockView {}
}
