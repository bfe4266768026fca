package com.dealersync.delivery;

/** How much of a run is in flight: in its places, and beside them in the slow lane. */
final class Places {
  private final int most;
  private final int mostSlow;
  private int taken;
  private int slow;

  Places(DeliveryProperties properties) {
    most = properties.parallelism();
    mostSlow = properties.slowLane();
  }

  boolean hasFree() {
    return taken < most;
  }

  void take() {
    taken++;
  }

  /**
   * @return false if the slow lane is full
   */
  boolean moveToSlowLane() {
    if (slow >= mostSlow) {
      return false;
    }
    taken--;
    slow++;
    return true;
  }

  void free(boolean wasInSlowLane) {
    if (wasInSlowLane) {
      slow--;
    } else {
      taken--;
    }
  }

  boolean areEmpty() {
    return taken + slow == 0;
  }

  @Override
  public String toString() {
    return "inPlace=%d, inSlowLane=%d".formatted(taken, slow);
  }
}
