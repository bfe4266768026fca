package com.dealersync.chaos;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cuts a connection to PostgreSQL at the n-th exchange from now on, whatever it is about: one is
 * what a node sends until it waits for an answer, a statement or the end of a transaction.
 */
final class ExchangeCut implements Wiretap {

  /** Where it is cut. */
  enum Side {
    /** The server never sees it. */
    BEFORE,
    /** The server has done it, and the node does not learn that. */
    AFTER
  }

  private static final byte QUERY = 'Q';
  private static final byte SYNC = 'S';
  private static final int TYPE_AND_LENGTH = 5;

  private final int nth;
  private final Side side;
  private final AtomicInteger seen = new AtomicInteger();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  ExchangeCut(int nth, Side side) {
    this.nth = nth;
    this.side = side;
  }

  /** How many exchanges there were. */
  int seen() {
    return seen.get();
  }

  /** Completes when it has cut. */
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public Tap open() {
    return new Exchanges();
  }

  private final class Exchanges implements Tap {

    private final byte[] head = new byte[TYPE_AND_LENGTH];
    private int headLength;
    private long bodyLeft;
    private boolean inStep;
    private boolean cutAtReply;

    @Override
    public boolean admits(Direction direction, byte[] bytes, int length) {
      if (direction == Direction.REPLY) {
        if (cutAtReply) {
          done.complete(null);
        }
        return !cutAtReply;
      }
      for (int i = exchanges(bytes, length); i > 0; i--) {
        if (seen.incrementAndGet() == nth) {
          cutAtReply = side == Side.AFTER;
          if (side == Side.BEFORE) {
            done.complete(null);
            return false;
          }
        }
      }
      return true;
    }

    /** How many of them end in these bytes. */
    private int exchanges(byte[] bytes, int length) {
      if (!inStep) {
        inStep = bytes[0] >= 'A';
        // The messages of a start have no type, and one that was open already is in step between
        // two exchanges only.
        if (!inStep) {
          return 0;
        }
      }
      int ended = 0;
      for (int at = 0; at < length; ) {
        if (bodyLeft > 0) {
          long skipped = Math.min(bodyLeft, length - at);
          bodyLeft -= skipped;
          at += (int) skipped;
        } else {
          head[headLength++] = bytes[at++];
          if (headLength == TYPE_AND_LENGTH) {
            headLength = 0;
            bodyLeft = bodyLength() - 4L;
            ended += head[0] == QUERY || head[0] == SYNC ? 1 : 0;
          }
        }
      }
      return ended;
    }

    private int bodyLength() {
      return (head[1] & 0xff) << 24
          | (head[2] & 0xff) << 16
          | (head[3] & 0xff) << 8
          | head[4] & 0xff;
    }
  }
}
