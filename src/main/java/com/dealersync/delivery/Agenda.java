package com.dealersync.delivery;

import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Things whose time comes. */
final class Agenda<T> {
  private final Queue<Due<T>> entries = new PriorityQueue<>();

  private record Due<T>(long at, T what) implements Comparable<Due<T>> {
    @Override
    public int compareTo(Due<T> other) {
      return Long.compare(at, other.at);
    }
  }

  void add(long at, T what) {
    entries.add(new Due<>(at, what));
  }

  /** Takes everything whose time has come, in that order. */
  void takeDue(long now, Consumer<T> taker) {
    for (Due<T> first = entries.peek(); first != null && first.at <= now; first = entries.peek()) {
      entries.remove();
      taker.accept(first.what);
    }
  }

  void takeAll(Consumer<T> taker) {
    takeDue(Long.MAX_VALUE, taker);
  }

  /** When the next one's time comes; the largest number if there is none. */
  long next() {
    @Nullable Due<T> first = entries.peek();
    return first == null ? Long.MAX_VALUE : first.at;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }
}
