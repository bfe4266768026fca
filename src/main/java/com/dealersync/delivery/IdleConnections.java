package com.dealersync.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Connections that nobody uses at the moment, some of each origin. Thread-safe. */
final class IdleConnections {
  static final int MOST_ORIGINS = 250;

  private final int perOrigin;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<HttpHost, Deque<Idle>> byOrigin =
      new LinkedHashMap<>(64, 0.75f, true);

  /**
   * @param since when it was last used, in nanoseconds
   * @param until when the dealer may close it, likewise
   */
  record Idle(DealerConnection connection, long since, long until) {}

  /**
   * @param perOrigin how many are kept of each
   */
  IdleConnections(int perOrigin) {
    this.perOrigin = perOrigin;
  }

  /**
   * Keeps a connection.
   *
   * @return those that have to go for it
   */
  List<DealerConnection> keep(HttpHost origin, Idle idle) {
    List<DealerConnection> outgoing = new ArrayList<>();
    lock.lock();
    try {
      Deque<Idle> all = byOrigin.computeIfAbsent(origin, it -> new ArrayDeque<>());
      if (all.size() >= perOrigin) {
        // The longer one has been silent, the more it is worth.
        outgoing.add(idle.connection);
      } else {
        all.addLast(idle);
      }
      if (byOrigin.size() > MOST_ORIGINS) {
        byOrigin.pollFirstEntry().getValue().forEach(it -> outgoing.add(it.connection));
      }
    } finally {
      lock.unlock();
    }
    return outgoing;
  }

  /**
   * Takes one that has been idle since then; null if there is none.
   *
   * @param latest the latest it may have been used last
   */
  @Nullable Idle take(HttpHost origin, long latest) {
    lock.lock();
    try {
      Deque<Idle> all = byOrigin.get(origin);
      if (all == null) {
        return null;
      }
      // The newest that is old enough: the dealer is the least likely to have closed it.
      for (var newest = all.descendingIterator(); newest.hasNext(); ) {
        Idle idle = newest.next();
        if (idle.since - latest <= 0) {
          newest.remove();
          return idle;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all. */
  List<DealerConnection> clear() {
    lock.lock();
    try {
      List<DealerConnection> all = new ArrayList<>();
      for (Map.Entry<HttpHost, Deque<Idle>> each : byOrigin.entrySet()) {
        each.getValue().forEach(it -> all.add(it.connection));
      }
      byOrigin.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }
}
