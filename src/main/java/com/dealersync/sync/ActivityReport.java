package com.dealersync.sync;

import com.dealersync.delivery.Standing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one attempt at a run is doing, gathered for {@link RunActivities}. Thread-safe. */
final class ActivityReport {

  /** Long enough that a rate is one, short enough that it is today's. */
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private final long began;
  private final Deque<Settled> window = new ArrayDeque<>();
  private volatile @Nullable Standing standing;
  private long lastSettled;

  private record Settled(long at, int webhooks) {}

  ActivityReport(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    began = nanoTime.getAsLong();
    lastSettled = began;
  }

  void stands(Standing now) {
    standing = now;
  }

  /** So many webhooks more have a result. */
  synchronized void settled(int webhooks) {
    if (webhooks > 0) {
      lastSettled = nanoTime.getAsLong();
      window.add(new Settled(lastSettled, webhooks));
    }
  }

  /**
   * As it is stored.
   *
   * @param quietMillis since something had a result
   * @param nextMillis until something happens by itself; null if nothing does
   */
  record Stored(
      boolean ownNetworkDown,
      int inFlight,
      int retries,
      @Nullable Long nextMillis,
      double perSecond,
      long quietMillis,
      int circuits,
      @Nullable List<StoredHeld> held) {

    /** A row may have a sign of its node and nothing else yet. */
    @Override
    public List<StoredHeld> held() {
      return held == null ? List.of() : held;
    }
  }

  record StoredHeld(String host, int waiting, long probeMillis) {}

  synchronized Stored now() {
    long now = nanoTime.getAsLong();
    while (!window.isEmpty() && now - window.getFirst().at > WINDOW.toNanos()) {
      window.removeFirst();
    }
    double seconds = Math.clamp((now - began) / 1e9, 1, WINDOW.toSeconds());
    double rate = window.stream().mapToInt(Settled::webhooks).sum() / seconds;
    Standing known = standing;
    return new Stored(
        known != null && known.ownNetworkDown(),
        known == null ? 0 : known.inFlight(),
        known == null ? 0 : known.retries(),
        known == null || known.nextStep() == null ? null : known.nextStep().toMillis(),
        Math.round(rate * 100) / 100.0,
        (now - lastSettled) / 1_000_000,
        known == null ? 0 : known.circuits(),
        known == null
            ? List.of()
            : known.held().stream()
                .map(held -> new StoredHeld(held.host(), held.waiting(), held.probe().toMillis()))
                .toList());
  }
}
