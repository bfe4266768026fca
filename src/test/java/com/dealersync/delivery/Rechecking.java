package com.dealersync.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drives a schedule whose dealers never confirm elsewhere. */
final class Rechecking {

  private Rechecking() {}

  static @Nullable Delivery next(Schedule schedule) {
    Delivery next = schedule.next();
    if (next != null) {
      return next;
    }
    List<Delivery> tail = schedule.takeTailToRecheck();
    if (tail.isEmpty()) {
      return null;
    }
    schedule.rechecked(tail);
    return schedule.next();
  }
}
