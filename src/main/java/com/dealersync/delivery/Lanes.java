package com.dealersync.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a run that are not empty, and what each may do next. A lane that has become empty is
 * gone for good: should its origin come up again, it gets another one, and what still remembers the
 * old one does nothing to that.
 */
final class Lanes {
  // A run that is busy has a place of its own free sooner; one that is paused would keep the
  // origin.
  private static final long LONGEST_OFFER = TimeUnit.MILLISECONDS.toNanos(250);

  private final Map<Long, Lane> lanes = new HashMap<>();
  private final SequencedSet<Lane> announceable = new LinkedHashSet<>();
  private final SequencedSet<Lane> startable = new LinkedHashSet<>();
  private final Set<Lane> resting = new LinkedHashSet<>();
  private final Map<Lane, Long> offered = new LinkedHashMap<>();
  private final Gates gates;
  private final int limit;
  private final Consumer<Lane> wake;
  private int imminent;
  private int atRest;

  /**
   * @param limit how many of a lane may be in flight at once
   * @param wake told of each lane that another run has woken, from any thread
   */
  Lanes(Gates gates, int limit, Consumer<Lane> wake) {
    this.gates = gates;
    this.limit = limit;
    this.wake = wake;
  }

  Lane of(long origin) {
    return lanes.computeIfAbsent(origin, this::open);
  }

  private Lane open(long origin) {
    Lane[] lane = new Lane[1];
    lane[0] = new Lane(origin, limit, gates.visit(origin, () -> wake.accept(lane[0])));
    return lane[0];
  }

  boolean has(long origin) {
    return lanes.containsKey(origin);
  }

  /** Whether there is one that was not found out of reach. */
  boolean anyInReach() {
    return lanes.values().stream().anyMatch(lane -> !lane.isOutOfReach());
  }

  Collection<Lane> all() {
    return List.copyOf(lanes.values());
  }

  void change(Lane lane, Consumer<Lane> step) {
    take(
        lane,
        it -> {
          step.accept(it);
          return null;
        });
  }

  /** Every change of a lane goes through here, because what it may do next changes with it. */
  <T extends @Nullable Object> T take(Lane lane, Function<Lane, T> step) {
    imminent -= lane.imminent();
    atRest -= lane.atRest();
    T result = step.apply(lane);
    imminent += lane.imminent();
    atRest += lane.atRest();
    put(startable, lane, lane.mayStart());
    put(announceable, lane, lane.mayAnnounce());
    put(resting, lane, lane.isResting());
    if (lane.isEmpty() && lanes.remove(lane.origin(), lane)) {
      offered.remove(lane);
      gates.leave(lane.origin(), lane.gate());
    }
    return result;
  }

  private static void put(Set<Lane> lanes, Lane lane, boolean in) {
    if (in) {
      lanes.add(lane);
    } else {
      lanes.remove(lane);
    }
  }

  /**
   * Lets a lane go on that rests.
   *
   * @return whether it is still one of these
   */
  boolean wakeUp(Lane lane) {
    if (lanes.get(lane.origin()) != lane) {
      return false;
    }
    change(lane, Lane::wakeUp);
    return true;
  }

  /** Likewise, because another run has done something at its gate. */
  boolean wokenByGate(Lane lane) {
    lane.gate().isAwake();
    boolean known = wakeUp(lane);
    if (lane.gate().isOffered()) {
      if (lane.mayStart()) {
        offered.put(lane, gates.now());
        startable.addFirst(lane);
      } else {
        lane.gate().decline();
      }
    }
    return known;
  }

  /** Gives places back that gates have kept for too long: others may need them. */
  void declineUnused() {
    if (!offered.isEmpty()) {
      long longAgo = gates.now() - LONGEST_OFFER;
      offered.forEach(
          (lane, since) -> {
            if (since <= longAgo) {
              lane.gate().decline();
            }
          });
      offered.values().removeIf(since -> since <= longAgo);
    }
  }

  @Nullable Lane firstStartable() {
    return startable.isEmpty() ? null : startable.getFirst();
  }

  /** The first that has not been found out of reach, or else this one. */
  Lane bestProbe(Lane otherwise) {
    return startable.stream().filter(lane -> !lane.isOutOfReach()).findFirst().orElse(otherwise);
  }

  /** Sends the lane's next one, and lets the others go first then; null if it has to rest. */
  @Nullable Delivery start(Lane lane) {
    startable.remove(lane);
    offered.remove(lane);
    return take(lane, Lane::start);
  }

  /** Takes the next one to announce of the lane that has waited longest; null if there is none. */
  @Nullable Delivery announce() {
    return announceable.isEmpty() ? null : take(announceable.removeFirst(), Lane::announce);
  }

  boolean hasStartable() {
    return !startable.isEmpty();
  }

  /** Lets those go on that sit behind a breaker. */
  void wakeBarred() {
    if (!resting.isEmpty()) {
      List.copyOf(resting).stream().filter(Lane::isBarred).forEach(this::wakeUp);
    }
  }

  /** Those that sit behind a breaker. */
  List<Lane> barred() {
    return resting.stream().filter(Lane::isBarred).toList();
  }

  /** How many could be sent soon if there were room for them. */
  int imminent() {
    return imminent;
  }

  /** How many sit behind a breaker. */
  int atRest() {
    return atRest;
  }

  /** Whether another run will wake one of them. */
  boolean waitForOthers() {
    return lanes.values().stream().anyMatch(lane -> lane.gate().waitsForAnother());
  }

  /** Gives everything back that the run has at the gates. */
  void leave() {
    all().forEach(lane -> gates.leave(lane.origin(), lane.gate()));
    lanes.clear();
  }

  @Override
  public String toString() {
    return "lanes=%d, startable=%d, announceable=%d, resting=%d, imminent=%d, atRest=%d"
        .formatted(
            lanes.size(), startable.size(), announceable.size(), resting.size(), imminent, atRest);
  }
}
