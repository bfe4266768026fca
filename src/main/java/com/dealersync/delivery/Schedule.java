package com.dealersync.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is sent when: the limits, the retries, the tail pass, the breakers and the pause
 * when our own network is down. Knows no threads and no network: one thread drives it.
 *
 * <p>The tail pass begins when all that is left has used up its attempts or sits behind an open
 * breaker. From then on an origin gets one probe more: if that fails, those that were tried before
 * keep the reason they have, and those that never were get their one chance without the breaker.
 */
final class Schedule {
  private static final String UNREACHABLE =
      "No se intentó: el servidor del dealer o la red no respondieron durante toda la ejecución";

  private final Webhooks webhooks;
  private final DeliveryProperties properties;
  private final RetryPolicy retries;
  private final OwnNetwork network;
  private final LongSupplier runTime;
  private final BreakerStates breakers;
  private final Map<Integer, Lane> lanes = new HashMap<>();
  private final SequencedSet<Lane> announceable = new LinkedHashSet<>();
  private final SequencedSet<Lane> startable = new LinkedHashSet<>();
  private final Set<Lane> resting = new LinkedHashSet<>();
  private final PriorityQueue<Due<Lane>> rested = new PriorityQueue<>();
  private final PriorityQueue<Due<Delivery>> later = new PriorityQueue<>();
  private final List<Delivery> forTheTail = new ArrayList<>();
  private List<Settlement> settled = new ArrayList<>();
  private int nextWebhook;
  private boolean tail;
  private int open;
  private int imminent;
  private int inPlace;
  private int inSlowLane;

  /** Something whose time comes. */
  private record Due<T>(long at, T what) implements Comparable<Due<T>> {
    @Override
    public int compareTo(Due<T> other) {
      return Long.compare(at, other.at);
    }
  }

  /**
   * @param webhooks what is to be delivered
   * @param runTime nanoseconds since the run began
   * @param breakers where its breakers show their states
   */
  Schedule(
      Webhooks webhooks,
      DeliveryProperties properties,
      RetryPolicy retries,
      LongSupplier runTime,
      BreakerStates breakers) {
    this.webhooks = webhooks;
    this.properties = properties;
    this.retries = retries;
    this.runTime = runTime;
    this.breakers = breakers;
    network = new OwnNetwork(properties.pause());
  }

  /** The deliveries whose {@code ENVIADO} is to be committed now; they count as announced. */
  List<Delivery> announceNext() {
    List<Delivery> next = new ArrayList<>();
    int enough = Lane.AHEAD * properties.parallelism();
    // Not for every free place: a commit is worth its cost for many.
    if (imminent > enough / 2) {
      return next;
    }
    while (imminent < enough) {
      Delivery delivery = nextWaiting();
      if (delivery == null) {
        break;
      }
      next.add(delivery);
    }
    return next;
  }

  /** Their {@code ENVIADO} is committed: they may be sent. */
  void announced(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      change(lane(delivery), lane -> lane.announced(delivery));
    }
  }

  /** What to send now; null while there is nothing, or no room for it. */
  @Nullable Delivery next() {
    moveOn();
    while (inPlace < properties.parallelism() && !startable.isEmpty()) {
      Lane lane = startable.removeFirst();
      if (isOver() && (network.isDown() || lane.isOpen())) {
        settle(take(lane, Lane::take).givenUp(UNREACHABLE));
      } else if (!network.permits(runTime.getAsLong())) {
        startable.addFirst(lane);
        return null;
      } else {
        Delivery delivery = take(lane, Lane::start);
        if (delivery != null) {
          network.attempted(runTime.getAsLong());
          delivery.beginAttempt();
          inPlace++;
          return delivery;
        }
        if (lane.isOpen()) {
          rested.add(new Due<>(lane.probeAt(), lane));
        }
      }
    }
    return null;
  }

  /**
   * Moves a send that stands still out of the way of the others.
   *
   * @return false if the slow lane is full
   */
  boolean moveToSlowLane() {
    if (inSlowLane >= properties.slowLane()) {
      return false;
    }
    inPlace--;
    inSlowLane++;
    return true;
  }

  /** A send has ended: settles it or plans another attempt. */
  void ended(Delivery delivery, AttemptResult result, boolean wasInSlowLane) {
    if (wasInSlowLane) {
      inSlowLane--;
    } else {
      inPlace--;
    }
    Lane lane = lane(delivery);
    change(lane, it -> it.ended(result));
    change(lane, Lane::wakeUp);
    boolean connected =
        !(result instanceof AttemptResult.Failed failed && failed.kind().neverConnected());
    if (network.cameBackWith(delivery.origin(), connected, runTime.getAsLong())) {
      List.copyOf(lanes.values()).forEach(each -> change(each, Lane::forgetFailures));
    }
    switch (result) {
      case AttemptResult.Confirmed confirmed -> settle(delivery.confirmed(confirmed));
      case AttemptResult.Failed failed -> failed(delivery, failed, lane);
    }
  }

  /** What has been settled since the last call. */
  List<Settlement> takeSettled() {
    List<Settlement> taken = settled;
    settled = new ArrayList<>();
    return taken;
  }

  /** Everything is settled. */
  boolean isFinished() {
    return open == 0 && !hasMore();
  }

  private void failed(Delivery delivery, AttemptResult.Failed failed, Lane lane) {
    delivery.failed(failed);
    Duration wait = retries.waitAfter(delivery.attempts(), failed.retryAfter());
    boolean hopeless = !failed.kind().retried() || lane.isUnguarded() || isOver();
    if (hopeless || (wait == null && (tail || !properties.retry().tailPass()))) {
      settle(delivery.givenUp(UNREACHABLE));
    } else if (wait == null) {
      change(lane, Lane::hold);
      forTheTail.add(delivery);
    } else {
      change(lane, Lane::hold);
      later.add(new Due<>(runTime.getAsLong() + wait.toNanos(), delivery));
    }
    if (tail && lane.isOpen() && !lane.isUnguarded()) {
      take(lane, Lane::takeTried).forEach(tried -> settle(tried.givenUp(UNREACHABLE)));
      change(lane, Lane::dropGuard);
    }
  }

  private void moveOn() {
    long now = runTime.getAsLong();
    if (isOver()) {
      giveUpRetries();
    }
    while (!later.isEmpty() && later.peek().at <= now) {
      sendAgain(later.remove().what);
    }
    while (!rested.isEmpty() && rested.peek().at <= now) {
      change(rested.remove().what, Lane::wakeUp);
    }
    if (!tail && onlyTheTailIsLeft()) {
      tail = true;
      forTheTail.forEach(this::sendAgain);
      forTheTail.clear();
    }
  }

  private void sendAgain(Delivery delivery) {
    change(lane(delivery), lane -> lane.again(delivery));
  }

  private boolean onlyTheTailIsLeft() {
    return inPlace + inSlowLane == 0
        && later.isEmpty()
        && startable.isEmpty()
        && !hasMore()
        && open == forTheTail.size() + resting.stream().mapToInt(Lane::atRest).sum();
  }

  /** The budget is used up. Who sits behind an open breaker is let through, to be settled. */
  private void giveUpRetries() {
    later.forEach(due -> forTheTail.add(due.what));
    later.clear();
    forTheTail.forEach(
        delivery -> {
          change(lane(delivery), Lane::release);
          settle(delivery.givenUp(UNREACHABLE));
        });
    forTheTail.clear();
    List.copyOf(resting).forEach(lane -> change(lane, Lane::wakeUp));
  }

  private boolean isOver() {
    return runTime.getAsLong() > properties.retry().budget().toNanos();
  }

  private void settle(Settlement settlement) {
    settled.add(settlement);
    open--;
  }

  private @Nullable Delivery nextWaiting() {
    while (!announceable.isEmpty() || hasMore()) {
      if (announceable.isEmpty()) {
        int webhook = nextWebhook++;
        open++;
        change(lane(webhooks.origin(webhook)), lane -> lane.add(webhook));
      } else {
        return take(announceable.removeFirst(), Lane::announce);
      }
    }
    return null;
  }

  private boolean hasMore() {
    return nextWebhook < webhooks.size();
  }

  private Lane lane(Delivery delivery) {
    return lane(delivery.origin());
  }

  private Lane lane(int origin) {
    return lanes.computeIfAbsent(
        origin,
        it ->
            new Lane(
                it,
                properties.perOrigin(),
                () -> new OriginBreaker(properties.breaker(), runTime, breakers)));
  }

  private void change(Lane lane, Consumer<Lane> step) {
    take(
        lane,
        it -> {
          step.accept(it);
          return null;
        });
  }

  /** Every change of a lane goes through here, because what it may do next changes with it. */
  private <T extends @Nullable Object> T take(Lane lane, Function<Lane, T> step) {
    imminent -= lane.imminent();
    T result = step.apply(lane);
    imminent += lane.imminent();
    put(startable, lane, lane.mayStart());
    put(announceable, lane, lane.mayAnnounce());
    put(resting, lane, lane.isResting());
    if (lane.isEmpty()) {
      lanes.remove(lane.origin());
    } else {
      lanes.put(lane.origin(), lane);
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
}
