package com.dealersync.lock;

/** The result of an attempt to take a lock. */
public sealed interface Acquisition {

  /** The key is ours. */
  record Acquired() implements Acquisition {}

  /** Somebody else has it. */
  record Held() implements Acquisition {}

  /**
   * Redis did not answer. It is not known who has the lock, so no run may start.
   *
   * @param cause for the log
   */
  record Unavailable(Exception cause) implements Acquisition {}
}
