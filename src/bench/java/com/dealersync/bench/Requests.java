package com.dealersync.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Counts the bytes of one request after another on a connection, and keeps none. */
final class Requests {
  private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

  private final byte[] head = new byte[16 * 1024];
  private int headLength;
  private long missing = -1;

  /** Whether a request ends with what has been received. */
  boolean isComplete(ByteBuffer received) {
    while (missing < 0 && received.hasRemaining()) {
      head[headLength++] = received.get();
      if (headEnds()) {
        missing = contentLength();
        headLength = 0;
      }
    }
    if (missing < 0) {
      return false;
    }
    missing -= received.remaining();
    if (missing > 0) {
      return false;
    }
    missing = -1;
    return true;
  }

  private boolean headEnds() {
    return headLength >= 4 && head[headLength - 1] == '\n' && head[headLength - 3] == '\n';
  }

  private long contentLength() {
    for (int i = 0; i < headLength; i++) {
      int matched = 0;
      while (matched < LENGTH.length
          && Character.toLowerCase(head[i + matched]) == LENGTH[matched]) {
        matched++;
      }
      if (matched == LENGTH.length) {
        int from = i + matched;
        int to = from;
        while (head[to] != '\r') {
          to++;
        }
        return Long.parseLong(new String(head, from, to - from, StandardCharsets.US_ASCII).strip());
      }
    }
    return 0;
  }
}
