package com.dealersync.delivery;

import java.util.Arrays;

/** First in, first out, at four bytes each: a lane may have all of a load's webhooks waiting. */
final class IntQueue {
  private int[] values = new int[4];
  private int head;
  private int tail;

  void add(int value) {
    if (tail == values.length) {
      int size = size();
      values = Arrays.copyOfRange(values, head, head + Math.max(values.length, 2 * size));
      head = 0;
      tail = size;
    }
    values[tail++] = value;
  }

  int remove() {
    return values[head++];
  }

  int size() {
    return tail - head;
  }

  boolean isEmpty() {
    return tail == head;
  }
}
