package com.dealersync.delivery;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The deliveries to one origin. First they wait; then they are announced, which is when their
 * {@code ENVIADO} is being committed; then they are ready; then in flight.
 */
final class Lane {
  // Enough that a free place need not wait for a commit, and no more, because what was announced
  // and then not sent must be sent again under suspicion of having arrived.
  private static final int AHEAD = 4;

  private final int limit;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final Deque<Delivery> ready = new ArrayDeque<>();
  private int announced;
  private int inFlight;

  Lane(int limit) {
    this.limit = limit;
  }

  void add(Delivery delivery) {
    waiting.add(delivery);
  }

  boolean mayAnnounce() {
    return !waiting.isEmpty() && announced + ready.size() + inFlight < limit * AHEAD;
  }

  Delivery announce() {
    announced++;
    return waiting.remove();
  }

  void announced(Delivery delivery) {
    announced--;
    ready.add(delivery);
  }

  boolean mayStart() {
    return !ready.isEmpty() && inFlight < limit;
  }

  Delivery start() {
    inFlight++;
    return ready.remove();
  }

  void ended() {
    inFlight--;
  }
}
