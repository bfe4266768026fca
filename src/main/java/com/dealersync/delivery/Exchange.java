package com.dealersync.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one attempt is. The thread that sends moves it on; any other thread may watch it, which
 * is how it is found to be overdue.
 */
final class Exchange {

  /**
   * What an exchange is busy with, in order; a kept-alive connection needs no more than a moment in
   * DNS.
   */
  enum Phase {
    SIGN,
    DNS,
    /** Looking the proxy up and connecting to it. */
    PROXY,
    /** Waiting for it to open a tunnel. */
    TUNNEL,
    CONNECT,
    TLS,
    SEND,
    FIRST_BYTE,
    READ
  }

  // Whoever announces more than a whole document seldom sends it.
  private static final Duration PATIENCE_FOR_THE_REST = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;
  private final LongConsumer whenSent;
  private final long started;
  private final Map<Phase, Long> nanosByPhase = new EnumMap<>(Phase.class);
  private @Nullable String address;
  private @Nullable String proxy;
  private boolean leftToProxy;
  private volatile Progress progress;
  private volatile @Nullable Phase overdueIn;
  private volatile boolean abandoned;
  private volatile @Nullable Long documentSince;
  private boolean freshConnection;
  private boolean sent;
  private boolean unchangedCounts;
  private boolean mayHaveArrived;

  private record Progress(Phase phase, long since) {}

  /**
   * @param whenSent told by the sending thread once the last byte of the request is out, and how
   *     many nanoseconds that has taken
   */
  Exchange(LongSupplier nanoTime, LongConsumer whenSent) {
    this.nanoTime = nanoTime;
    this.whenSent = whenSent;
    started = nanoTime.getAsLong();
    progress = new Progress(Phase.SIGN, started);
  }

  void enter(Phase phase) {
    long now = nanoTime.getAsLong();
    Progress before = progress;
    nanosByPhase.merge(before.phase, now - before.since, Long::sum);
    progress = new Progress(phase, now);
    // Sent once more, because the connection was lost, it has given its place away for good.
    if (phase == Phase.FIRST_BYTE && !sent) {
      sent = true;
      whenSent.accept(now - started);
    }
  }

  void connectedTo(@Nullable String address) {
    this.address = address;
  }

  /**
   * It is connected through a proxy.
   *
   * @param looksUp whether only the proxy can find the dealer's address
   */
  void goesThrough(String proxy, boolean looksUp) {
    this.proxy = proxy;
    leftToProxy = looksUp;
  }

  /** The proxy it is connected through; null if it is not. For the sending thread. */
  @Nullable String proxy() {
    return proxy;
  }

  /** Whether only the proxy could find the dealer's address. */
  boolean isLeftToProxy() {
    return leftToProxy;
  }

  /** A whole document has arrived, and its length or its last chunk says that more will. */
  void documentArrived() {
    if (documentSince == null) {
      documentSince = nanoTime.getAsLong();
    }
  }

  /**
   * A reply without a token counts as a confirmation of a message that may have arrived before.
   *
   * @param mayHaveArrived whether it may have in an earlier attempt
   */
  void countUnchanged(boolean mayHaveArrived) {
    unchangedCounts = true;
    this.mayHaveArrived = mayHaveArrived;
  }

  boolean acceptsUnchanged() {
    return unchangedCounts && mayHaveArrived;
  }

  /** Whether the whole request is out. For whoever learns that the attempt has ended. */
  boolean isSent() {
    return sent;
  }

  /** From now on no connection will do that has carried another message. */
  void insistOnFreshConnection() {
    freshConnection = true;
    mayHaveArrived |= sent;
  }

  boolean wantsFreshConnection() {
    return freshConnection;
  }

  /** The address it is connected to; null if it never was. For the sending thread. */
  @Nullable String address() {
    return address;
  }

  /** Milliseconds spent in each phase so far. For the sending thread. */
  Map<Phase, Long> millisByPhase() {
    enter(phase());
    Map<Phase, Long> millis = new EnumMap<>(Phase.class);
    nanosByPhase.forEach((phase, nanos) -> millis.put(phase, nanos / 1_000_000));
    return millis;
  }

  Phase phase() {
    return progress.phase;
  }

  /** How long it has taken so far. */
  Duration lasted() {
    return Duration.ofNanos(nanos());
  }

  /** The same in nanoseconds. */
  long nanos() {
    return nanoTime.getAsLong() - started;
  }

  /** Whether its phase, or all of it, has taken longer than it may. */
  boolean isOverdue(DeliveryProperties.Timeouts timeouts, Duration whole) {
    Progress now = progress;
    long nanos = nanoTime.getAsLong();
    Long known = documentSince;
    if (known != null && nanos - known >= PATIENCE_FOR_THE_REST.toNanos()) {
      return true;
    }
    Duration phaseLimit =
        switch (now.phase) {
          case CONNECT -> timeouts.connect();
          // Finds an address and connects to it, as the proxy then does for us.
          case PROXY, TUNNEL -> timeouts.dns().plus(timeouts.connect());
          case TLS -> timeouts.tls();
          case FIRST_BYTE -> timeouts.firstByte();
          // The resolver keeps its own time; the rest has no limit of its own.
          case SIGN, DNS, SEND, READ -> whole;
        };
    return nanos - now.since >= phaseLimit.toNanos() || nanos - started >= whole.toNanos();
  }

  /** Its time is up; what it was busy with is the cause. */
  void markOverdue() {
    if (overdueIn == null) {
      overdueIn = progress.phase;
    }
  }

  /** The phase in which its time ran out; null if it did not. */
  @Nullable Phase overdueIn() {
    return overdueIn;
  }

  /** The run ends before it. */
  void markAbandoned() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }
}
