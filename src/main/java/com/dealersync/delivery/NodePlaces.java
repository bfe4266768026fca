package com.dealersync.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The places of this node, one for each send that uses it. Runs that need any share them equally,
 * and each gets one at least. Thread-safe.
 */
final class NodePlaces {
  private final int fixed;
  private final @Nullable AdaptiveLimit found;
  private final List<Places> runs = new CopyOnWriteArrayList<>();

  NodePlaces(Parallelism parallelism, int processors, LongSupplier nanoTime) {
    Integer number = parallelism.fixed();
    fixed = number == null ? 0 : number;
    found = number == null ? new AdaptiveLimit(processors, nanoTime) : null;
  }

  /** How many there are now. */
  int all() {
    return found == null ? fixed : found.get();
  }

  /**
   * Those of a run, to be left in any case.
   *
   * @param most how many of its sends may be in flight
   */
  Places enter(int most) {
    Places places = new Places(this, most);
    runs.add(places);
    return places;
  }

  void leave(Places places) {
    runs.remove(places);
  }

  /** How many a run gets that needs some. */
  int share(Places asking) {
    int needing = 1;
    for (Places places : runs) {
      if (places != asking && places.areNeeded()) {
        needing++;
      }
    }
    return Math.max(1, all() / needing);
  }

  /** See {@link AdaptiveLimit#sent}. */
  void sent(long nanos) {
    if (found != null) {
      found.sent(nanos);
    }
  }
}
