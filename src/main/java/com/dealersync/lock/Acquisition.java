package com.dealersync.lock;

/** What became of an attempt to take a lock. */
public sealed interface Acquisition {

  /** The key is ours. */
  record Acquired() implements Acquisition {}

  /**
   * Somebody else has it.
   *
   * @param holder the key's value
   */
  record Held(String holder) implements Acquisition {}

  /**
   * Redis did not answer; nothing is known, nothing may start.
   *
   * @param cause for the log
   */
  record Unavailable(Exception cause) implements Acquisition {}
}
