package com.dealersync.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures peers in turn, round after round and every other round in reverse order, so that
 * whatever else the machine does meets all of them.
 *
 * @param <P> who the peers are
 */
final class Rounds<P extends Enum<P>> {
  private final Map<P, List<Double>> values;

  /** One measurement of a peer. */
  interface Measurement<P> {
    double of(P peer) throws Exception;
  }

  /** Several figures of one measurement of a peer. */
  interface Figures<P> {
    List<Double> of(P peer) throws Exception;
  }

  private Rounds(Class<P> peers) {
    values = new EnumMap<>(peers);
  }

  static <P extends Enum<P>> Rounds<P> of(int rounds, Class<P> peers, Measurement<P> measurement)
      throws Exception {
    Rounds<P> measured = new Rounds<>(peers);
    List<P> order = new ArrayList<>(List.of(peers.getEnumConstants()));
    for (int round = 0; round < rounds; round++) {
      for (P peer : order) {
        measured.add(peer, measurement.of(peer));
      }
      Collections.reverse(order);
    }
    return measured;
  }

  /** Likewise, where one measurement gives several figures. */
  static <P extends Enum<P>> List<Rounds<P>> of(
      int rounds, Class<P> peers, int figures, Figures<P> measurement) throws Exception {
    List<Rounds<P>> all = Stream.generate(() -> new Rounds<>(peers)).limit(figures).toList();
    of(
        rounds,
        peers,
        peer -> {
          List<Double> measured = measurement.of(peer);
          for (int i = 0; i < figures; i++) {
            all.get(i).add(peer, measured.get(i));
          }
          return 0;
        });
    return all;
  }

  private void add(P peer, double value) {
    values.computeIfAbsent(peer, p -> new ArrayList<>()).add(value);
  }

  /** How long that takes, on a heap that was just cleaned up. */
  static double seconds(Runnable work) {
    System.gc();
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) / 1e9;
  }

  Spread of(P peer) {
    return Spread.of(values.get(peer).stream().mapToDouble(value -> value));
  }

  /** One peer's value over the other's, round by round. */
  Spread ratio(P of, P to) {
    List<Double> above = values.get(of);
    List<Double> below = values.get(to);
    return Spread.of(
        IntStream.range(0, above.size()).mapToDouble(round -> above.get(round) / below.get(round)));
  }
}
