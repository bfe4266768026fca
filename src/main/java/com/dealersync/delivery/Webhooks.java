package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * The webhooks that a run sends to, at a few bytes each whatever their dealers are called: what a
 * send needs is read when its turn comes. They are numbered from 0. Immutable.
 */
public final class Webhooks {
  /** None at all. */
  public static final Webhooks NONE =
      new Webhooks(new long[0], new long[0], new int[1], dealers -> List.of());

  private static final int READ_AT_ONCE = 500;

  private final long[] origins;
  private final long[] dealers;
  private final int[] firstDealers;
  private final Reader reader;

  /** Reads groups when they are about to be sent. */
  public interface Reader {

    /**
     * The groups of those of these dealers that are still open, and of no others. Called on the
     * thread that records; what it throws ends the fan-out.
     *
     * @param dealers keys, in no order
     */
    List<WebhookGroup> groupsOf(List<Long> dealers);
  }

  /**
   * @param origins digests of them, by webhook
   * @param dealers their keys, webhook by webhook
   * @param firstDealers where those of each webhook begin, and where all end
   */
  Webhooks(long[] origins, long[] dealers, int[] firstDealers, Reader reader) {
    this.origins = origins;
    this.dealers = dealers;
    this.firstDealers = firstDealers;
    this.reader = reader;
  }

  /**
   * Two parts of the webhooks.
   *
   * @param first those that are served first
   * @param rest the others
   */
  public record Parts(Webhooks first, Webhooks rest) {}

  /** Splits off the first webhooks that together stand for at least so many dealers. */
  public Parts splitAfter(int dealersOfFirst) {
    return split(webhook -> firstDealers[webhook] < dealersOfFirst);
  }

  /** Splits off the webhooks that stand for any dealer with one of these keys. */
  public Parts splitBy(LongPredicate isDealerOfFirst) {
    return split(webhook -> Arrays.stream(dealersOf(webhook)).anyMatch(isDealerOfFirst));
  }

  private Parts split(IntPredicate isFirst) {
    return new Parts(only(isFirst), only(isFirst.negate()));
  }

  private Webhooks only(IntPredicate wanted) {
    int[] chosen = IntStream.range(0, size()).filter(wanted).toArray();
    int[] ends = new int[chosen.length + 1];
    for (int i = 0; i < chosen.length; i++) {
      ends[i + 1] = ends[i] + firstDealers[chosen[i] + 1] - firstDealers[chosen[i]];
    }
    return new Webhooks(
        Arrays.stream(chosen).mapToLong(webhook -> origins[webhook]).toArray(),
        Arrays.stream(chosen).boxed().flatMapToLong(it -> Arrays.stream(dealersOf(it))).toArray(),
        ends,
        reader);
  }

  public int size() {
    return origins.length;
  }

  /** How many dealers they stand for. */
  public int dealers() {
    return dealers.length;
  }

  /** A number that stands for its {@link Origin}, in every run the same one. */
  long origin(int webhook) {
    return origins[webhook];
  }

  /**
   * Gives each of these deliveries its group, as its dealers are now. Where they share a webhook no
   * more, because one was corrected or confirmed by others meanwhile, it is the largest of those
   * that they make; who is not in it stays as he was, for another pass.
   */
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
      delivery.isFor(group != null && isOf(expected, group) ? group : largestOf(expected));
    }
  }

  private static boolean isOf(long[] dealers, WebhookGroup group) {
    return Arrays.equals(dealers, group.dealers().stream().mapToLong(SnapshotDealer::id).toArray());
  }

  private WebhookGroup largestOf(long[] dealers) {
    return reader.groupsOf(Arrays.stream(dealers).boxed().toList()).stream()
        .max(Comparator.comparingInt(group -> group.dealers().size()))
        .orElseGet(() -> WebhookGroup.ofNobody(dealers[0]));
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
