package com.dealersync.chaos;

/** Sees all that goes through a proxy, before it is forwarded. Thread-safe. */
interface Wiretap {

  enum Direction {
    /** What a node sends. */
    REQUEST,
    /** What it is answered. */
    REPLY
  }

  /** One connection from now on. */
  Tap open();

  /** Of one connection; called by one thread at a time. */
  interface Tap {

    /**
     * @param bytes filled up to the length
     * @return whether to forward them; if not, the connection is cut
     */
    boolean admits(Direction direction, byte[] bytes, int length);
  }
}
