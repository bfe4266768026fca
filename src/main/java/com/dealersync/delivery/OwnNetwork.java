package com.dealersync.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a fault of our own network from faults of dealers: when most of the last attempts, to many
 * origins, found no connection, it is ours, and every further attempt would be wasted.
 */
final class OwnNetwork {
  private static final Logger log = LoggerFactory.getLogger(OwnNetwork.class);

  private final DeliveryProperties.Pause settings;
  private final Deque<Seen> last = new ArrayDeque<>();
  private int failures;
  private boolean down;
  private long nextProbe;

  private record Seen(int origin, boolean connected) {}

  OwnNetwork(DeliveryProperties.Pause settings) {
    this.settings = settings;
  }

  /** Whether an attempt may be made now: always, or now and then while the network is down. */
  boolean permits(long now) {
    return !down || now >= nextProbe;
  }

  void attempted(long now) {
    nextProbe = now + settings.probeEvery().toNanos();
  }

  boolean isDown() {
    return down;
  }

  /**
   * Takes note of an attempt.
   *
   * @return whether the network has just come back
   */
  boolean cameBackWith(int origin, boolean connected, long now) {
    if (down && connected) {
      down = false;
      last.clear();
      failures = 0;
      log.info("🌐 [DELIVERY] Hay conexión de nuevo: continúa el envío");
      return true;
    }
    remember(new Seen(origin, connected));
    if (!down && isOurFault()) {
      down = true;
      attempted(now);
      log.atWarn()
          .addKeyValue("sinConexion", failures)
          .addKeyValue("intentos", last.size())
          .log("🌐 [DELIVERY] Casi ningún dealer es alcanzable: se pausa el envío y se sondea");
    }
    return false;
  }

  private void remember(Seen seen) {
    last.addLast(seen);
    failures += seen.connected ? 0 : 1;
    if (last.size() > settings.attempts()) {
      failures -= last.removeFirst().connected ? 0 : 1;
    }
  }

  private boolean isOurFault() {
    return failures * 100 > last.size() * settings.failureRate()
        && last.stream().filter(seen -> !seen.connected).map(Seen::origin).distinct().count()
            >= settings.origins();
  }
}
