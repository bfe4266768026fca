package com.dealersync.delivery;

import java.util.Arrays;

/**
 * Numbers different keys from 0 in the order in which they come, at 24 bytes or so each. Keys are
 * digests, which spread by themselves.
 */
final class Numbering {
  private long[] keys = new long[1024];
  private int[] numbers = emptyOf(keys.length);
  private int size;

  /** The number of a key: a new one if it has none yet. */
  int of(long key) {
    int place = place(key);
    if (numbers[place] < 0) {
      keys[place] = key;
      numbers[place] = size++;
      int number = numbers[place];
      if (2 * size > keys.length) {
        grow();
      }
      return number;
    }
    return numbers[place];
  }

  int size() {
    return size;
  }

  private int place(long key) {
    int place = (int) key & (keys.length - 1);
    while (numbers[place] >= 0 && keys[place] != key) {
      place = (place + 1) & (keys.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = emptyOf(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] >= 0) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        numbers[place] = oldNumbers[i];
      }
    }
  }

  private static int[] emptyOf(int length) {
    int[] empty = new int[length];
    Arrays.fill(empty, -1);
    return empty;
  }
}
