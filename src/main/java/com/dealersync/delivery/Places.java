package com.dealersync.delivery;

/**
 * What of a run is in flight. A send holds a place from its start until the last byte of its
 * request is out: looking a host up, shaking hands, signing and sending is what it costs this node.
 * From then on it only waits for its dealer. What is in flight in all is bounded too, and with it
 * sockets and memory; where that bound is reached, the next send starts when an answer comes or a
 * time is up. Belongs to one thread, but for what others may ask.
 */
final class Places {
  private final NodePlaces node;
  private final int mostInFlight;
  private int taken;
  private int waiting;
  private boolean lacking;
  private volatile boolean needed;

  Places(NodePlaces node, int mostInFlight) {
    this.node = node;
    this.mostInFlight = mostInFlight;
  }

  /** How many the run may take. */
  int share() {
    return Math.min(node.share(this), mostInFlight);
  }

  boolean hasFree() {
    return taken + waiting < mostInFlight && taken < node.share(this);
  }

  /** There is something to send. Whether it lacks a place shows whether more could be of use. */
  void areWanted(boolean wanted) {
    lacking = wanted && taken + waiting < mostInFlight;
    needed = lacking || taken > 0;
  }

  void take() {
    taken++;
    needed = true;
  }

  /**
   * The last byte of a request is out.
   *
   * @param nanos how long that has taken
   */
  void sent(long nanos) {
    taken--;
    waiting++;
    if (lacking) {
      node.sent(nanos);
    }
  }

  /** A send has ended. */
  void free(boolean waited) {
    if (waited) {
      waiting--;
    } else {
      taken--;
    }
  }

  /** Whether it has taken any, or would. May be asked by any thread. */
  boolean areNeeded() {
    return needed;
  }

  boolean areEmpty() {
    return taken + waiting == 0;
  }

  void leave() {
    node.leave(this);
  }

  @Override
  public String toString() {
    return "inPlace=%d, waiting=%d".formatted(taken, waiting);
  }
}
