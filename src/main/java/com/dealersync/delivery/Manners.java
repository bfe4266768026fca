package com.dealersync.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.HttpHost;

/**
 * Which origins keep silent on a connection once they have answered. One that says more would have
 * it taken for the answer to whatever is sent there next, which is another dealer's. Thread-safe.
 */
final class Manners {
  // Only origins of several webhooks get here. What is forgotten is found again within a moment.
  private static final int MOST_REMEMBERED = 1_000;

  private final Map<HttpHost, Boolean> silent = new ConcurrentHashMap<>();

  /** One of its connections was left alone for a while and stayed silent. */
  void keptSilent(HttpHost origin) {
    if (silent.size() >= MOST_REMEMBERED) {
      silent.values().removeIf(it -> it);
    }
    silent.putIfAbsent(origin, true);
  }

  /** It said more than it was asked. */
  void spoke(HttpHost origin) {
    silent.put(origin, false);
  }

  boolean keepsSilent(HttpHost origin) {
    return Boolean.TRUE.equals(silent.get(origin));
  }

  boolean speaksUnasked(HttpHost origin) {
    return Boolean.FALSE.equals(silent.get(origin));
  }
}
