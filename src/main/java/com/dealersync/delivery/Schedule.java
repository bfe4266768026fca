package com.dealersync.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is sent next. Knows the limits and no threads, no network and no clock: one thread
 * drives it.
 */
final class Schedule {
  private final Iterator<Delivery> source;
  private final DeliveryProperties properties;
  private final int ahead;
  private final Map<Origin, Lane> lanes = new HashMap<>();
  private final Deque<Lane> announceable = new ArrayDeque<>();
  private final Deque<Lane> startable = new ArrayDeque<>();
  private int open;
  private int notStarted;
  private int inPlace;
  private int inSlowLane;

  Schedule(Iterator<Delivery> source, DeliveryProperties properties) {
    this.source = source;
    this.properties = properties;
    ahead = 4 * properties.parallelism();
  }

  /** The deliveries whose {@code ENVIADO} is to be committed now; they count as announced. */
  List<Delivery> announceNext() {
    List<Delivery> next = new ArrayList<>();
    if (notStarted > ahead / 2) {
      return next;
    }
    for (Delivery delivery = nextWaiting(); delivery != null; delivery = nextWaiting()) {
      next.add(delivery);
      notStarted++;
      if (notStarted >= ahead) {
        break;
      }
    }
    return next;
  }

  /** Their {@code ENVIADO} is committed: they may be sent. */
  void announced(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      Lane lane = lane(delivery);
      lane.announced(delivery);
      offer(lane);
    }
  }

  /** What to send now; null while every place or every origin is taken. */
  @Nullable Delivery next() {
    while (inPlace < properties.parallelism()) {
      Lane lane = startable.poll();
      if (lane == null) {
        return null;
      }
      if (lane.mayStart()) {
        Delivery delivery = lane.start();
        startable.add(lane);
        notStarted--;
        inPlace++;
        return delivery;
      }
    }
    return null;
  }

  /** Moves a send that stands still out of the way, unless the slow lane is full. */
  boolean moveToSlowLane() {
    if (inSlowLane >= properties.slowLane()) {
      return false;
    }
    inPlace--;
    inSlowLane++;
    return true;
  }

  /** A send has ended, whichever way. */
  void ended(Delivery delivery, boolean wasInSlowLane) {
    if (wasInSlowLane) {
      inSlowLane--;
    } else {
      inPlace--;
    }
    Lane lane = lane(delivery);
    lane.ended();
    offer(lane);
    open--;
  }

  /** Nothing is left to send and nothing is in flight. */
  boolean finished() {
    return open == 0 && !source.hasNext();
  }

  private @Nullable Delivery nextWaiting() {
    for (Lane lane = announceable.poll(); lane != null; lane = announceable.poll()) {
      if (lane.mayAnnounce()) {
        Delivery delivery = lane.announce();
        announceable.add(lane);
        return delivery;
      }
    }
    while (source.hasNext()) {
      Delivery delivery = source.next();
      open++;
      Lane lane = lane(delivery);
      lane.add(delivery);
      if (lane.mayAnnounce()) {
        return lane.announce();
      }
    }
    return null;
  }

  private void offer(Lane lane) {
    if (lane.mayStart()) {
      startable.add(lane);
    }
    if (lane.mayAnnounce()) {
      announceable.add(lane);
    }
  }

  private Lane lane(Delivery delivery) {
    return lanes.computeIfAbsent(
        delivery.url().origin(), origin -> new Lane(properties.perOrigin()));
  }
}
