package com.dealersync.delivery;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a fault of our own network from faults of dealers: when most of the origins that were tried
 * for the last time with a new message, each counted once, could not be reached, it is ours, and
 * every further attempt would be wasted. What is sent again proves nothing: it went wrong before.
 * For the same reason a pause ends when all that is left has been found out of reach.
 */
final class OwnNetwork {
  private static final Logger log = LoggerFactory.getLogger(OwnNetwork.class);

  private final DeliveryProperties.Pause settings;
  private final BooleanSupplier othersAreLeft;
  private final SequencedMap<Long, Boolean> last = new LinkedHashMap<>();
  private int failures;
  private boolean down;
  private long downSince;
  private long nextProbe;

  /**
   * @param othersAreLeft whether the run has still to send to an origin that was not found out of
   *     reach
   */
  OwnNetwork(DeliveryProperties.Pause settings, BooleanSupplier othersAreLeft) {
    this.settings = settings;
    this.othersAreLeft = othersAreLeft;
  }

  /** Whether an attempt may be made now: always, or now and then while the network is down. */
  boolean permits(long now) {
    if (down && now >= nextProbe && !othersAreLeft.getAsBoolean()) {
      log.warn(
          "🌐 [DELIVERY] Solo quedan dealers que ya no fueron alcanzables: termina la pausa, se"
              + " agotan sus reintentos");
      goOn();
    }
    return !down || now >= nextProbe;
  }

  void attempted(long now) {
    nextProbe = now + settings.probeEvery().toNanos();
  }

  boolean isDown() {
    return down;
  }

  /** When the next probe is due; the largest number while it is not down. */
  long nextProbe() {
    return down ? nextProbe : Long.MAX_VALUE;
  }

  /**
   * Takes note of an attempt.
   *
   * @return whether the network has just come back
   */
  boolean cameBackWith(Delivery delivery, AttemptResult result, long now) {
    if (saysNothing(result)) {
      return false;
    }
    boolean connected = !AttemptResult.neverConnected(result);
    if (down) {
      // What began before the outage may end well in the midst of it.
      boolean back = connected && delivery.began() >= downSince;
      if (back) {
        log.info("🌐 [DELIVERY] Hay conexión de nuevo: continúa el envío");
        goOn();
      }
      return back;
    }
    if (delivery.attempts() == 1) {
      remember(delivery.origin(), connected);
      if (isOurFault() && othersAreLeft.getAsBoolean()) {
        goDown(now);
      }
    }
    return false;
  }

  /** It was over before it came to a connection, for a reason of ours. */
  private static boolean saysNothing(AttemptResult result) {
    return result instanceof AttemptResult.Failed failed
        && switch (failed.kind()) {
          case BLOCKED, UNUSABLE, ABANDONED, INTERNAL -> true;
          default -> false;
        };
  }

  private void goDown(long now) {
    down = true;
    downSince = now;
    attempted(now);
    log.atWarn()
        .addKeyValue("sinConexion", failures)
        .addKeyValue("servidores", last.size())
        .log("🌐 [DELIVERY] Casi ningún dealer es alcanzable: se pausa el envío y se sondea");
  }

  private void goOn() {
    down = false;
    last.clear();
    failures = 0;
  }

  private void remember(long origin, boolean connected) {
    Boolean before = last.remove(origin);
    if (before == null && last.size() == settings.attempts()) {
      before = last.pollFirstEntry().getValue();
    }
    failures -= Boolean.FALSE.equals(before) ? 1 : 0;
    failures += connected ? 0 : 1;
    last.put(origin, connected);
  }

  private boolean isOurFault() {
    return last.size() == settings.attempts()
        && failures >= settings.origins()
        && failures * 100 > last.size() * settings.failureRate();
  }
}
