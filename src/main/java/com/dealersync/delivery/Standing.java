package com.dealersync.delivery;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a fan-out stands, for people who wait for it.
 *
 * @param ownNetworkDown whether it has paused because our own network is down
 * @param inFlight requests on their way, or waiting for an answer
 * @param retries deliveries that wait for another attempt
 * @param nextStep how long until something happens that no answer causes, such as a retry; null if
 *     nothing does
 * @param circuits how many origins a circuit breaker holds back
 * @param held the first of those
 */
public record Standing(
    boolean ownNetworkDown,
    int inFlight,
    int retries,
    @Nullable Duration nextStep,
    int circuits,
    List<Held> held) {

  /** Enough for people; the list must not grow with the number of dealers. */
  private static final int MOST_HELD = 10;

  public Standing {
    held = List.copyOf(held);
  }

  /**
   * @param due when something happens by itself, in the node's time; the largest number if nothing
   *     does
   * @param hosts the names of origins that failed, as far as they are known
   */
  static Standing of(
      boolean ownNetworkDown,
      int inFlight,
      int retries,
      long due,
      List<Lane> barred,
      Map<Long, String> hosts,
      long now) {
    return new Standing(
        ownNetworkDown,
        inFlight,
        retries,
        due == Long.MAX_VALUE ? null : until(due, now),
        barred.size(),
        barred.stream()
            .sorted(Comparator.comparingInt(Lane::held).reversed())
            .limit(MOST_HELD)
            .map(
                lane ->
                    new Held(
                        hosts.getOrDefault(lane.origin(), "otro servidor"),
                        lane.held(),
                        until(lane.gate().probeAt(), now)))
            .toList());
  }

  private static Duration until(long due, long now) {
    return Duration.ofNanos(Math.max(0, due - now));
  }

  /**
   * An origin that its circuit breaker holds back.
   *
   * @param host as registered
   * @param waiting deliveries behind it
   * @param probe how long until it is tried again
   */
  public record Held(String host, int waiting, Duration probe) {}
}
