package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The webhooks that a run sends to, at a few bytes each whatever their dealers are called: what a
 * send needs is read when its turn comes. They are numbered from 0. Immutable.
 */
public final class Webhooks {
  private static final int READ_AT_ONCE = 500;

  private final int[] origins;
  private final long[] dealers;
  private final int[] firstDealers;
  private final Reader reader;

  /** Reads groups when they are about to be sent. */
  public interface Reader {

    /**
     * The groups of these dealers and no others. Called on the thread that called {@link
     * FanOut#deliver}; what it throws ends the fan-out.
     *
     * @param dealers keys of the dealers of whole groups, in no order
     */
    List<WebhookGroup> groupsOf(List<Long> dealers);
  }

  /**
   * @param origins by webhook
   * @param dealers their keys, webhook by webhook
   * @param firstDealers where those of each webhook begin, and where all end
   */
  Webhooks(int[] origins, long[] dealers, int[] firstDealers, Reader reader) {
    this.origins = origins;
    this.dealers = dealers;
    this.firstDealers = firstDealers;
    this.reader = reader;
  }

  public int size() {
    return origins.length;
  }

  /** How many dealers they stand for. */
  public int dealers() {
    return dealers.length;
  }

  /** A number that it shares with the others of its {@link Origin}. */
  int origin(int webhook) {
    return origins[webhook];
  }

  /** Gives each of these deliveries its group. */
  void read(List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    List<Long> wanted = new ArrayList<>();
    deliveries.forEach(it -> Arrays.stream(dealersOf(it.webhook())).forEach(wanted::add));
    Map<Long, WebhookGroup> byFirstDealer = new HashMap<>();
    for (WebhookGroup group : reader.groupsOf(wanted)) {
      byFirstDealer.put(group.dealers().getFirst().id(), group);
    }
    for (Delivery delivery : deliveries) {
      long[] expected = dealersOf(delivery.webhook());
      WebhookGroup group = byFirstDealer.get(expected[0]);
      if (group == null
          || !Arrays.equals(
              expected, group.dealers().stream().mapToLong(SnapshotDealer::id).toArray())) {
        throw new IllegalStateException("Los dealers de la carga cambiaron durante la ejecución");
      }
      delivery.isFor(group);
    }
  }

  /** Shows each group once, in the order of their numbers, and keeps some of them at a time. */
  void forEach(Consumer<WebhookGroup> visitor) {
    for (int from = 0; from < size(); from += READ_AT_ONCE) {
      int to = Math.min(from + READ_AT_ONCE, size());
      reader
          .groupsOf(Arrays.stream(dealers, firstDealers[from], firstDealers[to]).boxed().toList())
          .forEach(visitor);
    }
  }

  private long[] dealersOf(int webhook) {
    return Arrays.copyOfRange(dealers, firstDealers[webhook], firstDealers[webhook + 1]);
  }
}
