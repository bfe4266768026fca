package com.dealersync.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is sent when: the limits, the retries, the tail pass, the breakers and the pause
 * when our own network is down. Knows no threads and no network: one thread drives it.
 *
 * <p>The tail pass begins when all that is left has used up its attempts or sits behind an open
 * breaker. From then on an origin gets one probe more, whichever run makes it: if that fails, those
 * that were tried before keep the reason they have, and those that never were get their one chance
 * without the breaker.
 */
final class Schedule {
  private static final String UNREACHABLE = RunReason.NOT_TRIED.text();
  // Two batches of what is recorded at once: enough for the time of a commit.
  private static final int MOST_AHEAD = 1_000;

  private final Webhooks webhooks;
  private final DeliveryProperties properties;
  private final RetryPolicy retries;
  private final OwnNetwork network;
  private final Gates gates;
  private final Lanes lanes;
  private final Places places;
  private long end;
  private final Agenda<Lane> rested = new Agenda<>();
  private final Agenda<Delivery> later = new Agenda<>();
  private final List<Delivery> forTheTail = new ArrayList<>();
  private List<Delivery> toRecheck = new ArrayList<>();
  private List<Settlement> settled = new ArrayList<>();
  private final Map<Long, String> hosts = new HashMap<>();
  private int nextWebhook;
  private boolean tail;
  private long tailBegan;
  private int open;

  /**
   * @param webhooks what is to be delivered
   * @param gates of this node, and its time
   * @param node its places
   * @param wake told, from any thread, of each lane that is to be given to {@link #woken}
   */
  Schedule(
      Webhooks webhooks,
      DeliveryProperties properties,
      RetryPolicy retries,
      Gates gates,
      NodePlaces node,
      Consumer<Lane> wake) {
    this.webhooks = webhooks;
    this.properties = properties;
    this.retries = retries;
    this.gates = gates;
    lanes = new Lanes(gates, properties.perOrigin(), wake);
    places = node.enter(properties.waiting());
    network = new OwnNetwork(properties.pause(), this::hasOthersThanOutOfReach);
    end = gates.now() + properties.retry().budget().toNanos();
  }

  /** The deliveries whose {@code ENVIADO} is to be committed now; they count as announced. */
  List<Delivery> announceNext() {
    List<Delivery> next = new ArrayList<>();
    int enough = Math.min(Lane.AHEAD * places.share(), MOST_AHEAD);
    // Not for every free place: a commit is worth its cost for many.
    if (lanes.imminent() > enough / 2) {
      return next;
    }
    while (lanes.imminent() < enough) {
      Delivery delivery = nextWaiting();
      if (delivery == null) {
        break;
      }
      next.add(delivery);
    }
    return next;
  }

  private @Nullable Delivery nextWaiting() {
    Delivery next = lanes.announce();
    while (next == null && hasMore()) {
      int webhook = nextWebhook++;
      open++;
      lanes.change(lanes.of(webhooks.origin(webhook)), lane -> lane.add(webhook));
      next = lanes.announce();
    }
    return next;
  }

  /** Their {@code ENVIADO} is committed: they may be sent. */
  void announced(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      lanes.change(lane(delivery), lane -> lane.announced(delivery));
    }
  }

  /** Nothing could be sent for so many nanoseconds, for no fault of a dealer. */
  void held(long nanos) {
    end += nanos;
  }

  /** What to send now; null while there is nothing, or no room for it. */
  @Nullable Delivery next() {
    moveOn();
    Lane lane = lanes.firstStartable();
    while (lane != null && places.hasFree()) {
      if (isOver() && (network.isDown() || lane.isOpen() || lane.nextWasTried())) {
        settle(lanes.take(lane, Lane::take).givenUp(UNREACHABLE));
      } else if (!network.permits(gates.now())) {
        places.areWanted(false);
        return null;
      } else {
        lane = network.isDown() ? lanes.bestProbe(lane) : lane;
        Delivery delivery = lanes.start(lane);
        if (delivery != null) {
          network.attempted(gates.now());
          delivery.beginAttempt(gates.now());
          places.take();
          return delivery;
        }
        if (lane.isOpen()) {
          rested.add(lane.gate().probeAt(), lane);
        }
      }
      lane = lanes.firstStartable();
    }
    places.areWanted(lane != null);
    return null;
  }

  /** The last byte of a request is out, after so many nanoseconds: its place is free. */
  void sent(long nanos) {
    places.sent(nanos);
  }

  /** A send has ended, whose request was out or not: settles it or plans another attempt. */
  void ended(Delivery delivery, AttemptResult result, boolean waited) {
    places.free(waited);
    Lane lane = lane(delivery);
    // Held until it is known what becomes of it, so that its lane does not go meanwhile.
    lanes.change(lane, Lane::hold);
    lanes.change(lane, it -> it.ended(delivery, result));
    if (network.cameBackWith(delivery, result, gates.now())) {
      lanes.all().forEach(each -> lanes.change(each, Lane::forgetFailures));
    }
    switch (result) {
      case AttemptResult.Confirmed confirmed -> {
        lanes.change(lane, Lane::release);
        settle(delivery.confirmed(confirmed));
      }
      case AttemptResult.Failed failed -> failed(delivery, failed, lane);
    }
  }

  private void failed(Delivery delivery, AttemptResult.Failed failed, Lane lane) {
    long now = gates.now();
    delivery.failed(failed, now + retries.honoured(failed.retryAfter()).toNanos());
    if (lane.isOpen()) {
      hosts.put(delivery.origin(), delivery.group().target().origin().host());
    }
    Duration wait = retries.waitAfter(delivery.attempts(), failed.retryAfter());
    long due = wait == null ? delivery.notBefore() : now + wait.toNanos();
    boolean hopeless = !failed.kind().retried() || lane.isUnguarded() || due > end;
    if (hopeless || (wait == null && (tail || !properties.retry().tailPass()))) {
      lanes.change(lane, Lane::release);
      settle(delivery.givenUp(UNREACHABLE));
    } else if (wait == null) {
      forTheTail.add(delivery);
    } else {
      later.add(due, delivery);
    }
    concedeIfProbed(lane);
  }

  /** In the tail pass a probe that failed was the last one. */
  private void concedeIfProbed(Lane lane) {
    boolean probed = lane.isOpen() && lane.gate().openedAt() >= tailBegan;
    if (tail && probed && !lane.isUnguarded()) {
      lanes.take(lane, Lane::takeTried).forEach(tried -> settle(tried.givenUp(UNREACHABLE)));
      lanes.change(lane, Lane::dropGuard);
    }
  }

  /** Another run has done something at the lane's gate. */
  void woken(Lane lane) {
    if (lanes.wokenByGate(lane)) {
      concedeIfProbed(lane);
    }
  }

  /** Gives unused places back. To be called several times a second. */
  void declineUnused() {
    lanes.declineUnused();
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

  /**
   * When something becomes due by itself, in the node's time; the largest number if nothing does.
   */
  long nextDue() {
    return Math.min(Math.min(later.next(), rested.next()), network.nextProbe());
  }

  /**
   * Whether it will never go on, which would be a mistake in it: asked while nothing is in flight
   * or being announced and there was nothing to send. What was just settled may let others go on.
   */
  boolean standsStill() {
    boolean awaits = nextDue() < Long.MAX_VALUE || lanes.waitForOthers();
    return !awaits && settled.isEmpty() && !isFinished();
  }

  /** For people. */
  Standing standing(int inFlight) {
    List<Lane> barred = lanes.barred();
    hosts.keySet().retainAll(barred.stream().map(Lane::origin).toList());
    int retries = later.size() + forTheTail.size();
    return Standing.of(network.isDown(), inFlight, retries, nextDue(), barred, hosts, gates.now());
  }

  /** Gives everything back that it has at the gates of this node, and its places. */
  void leave() {
    lanes.leave();
    places.leave();
  }

  private void moveOn() {
    long now = gates.now();
    if (isOver()) {
      giveUpRetries();
    }
    later.takeDue(now, this::sendAgain);
    rested.takeDue(now, lanes::wakeUp);
    if (!tail && onlyTheTailIsLeft()) {
      tail = true;
      tailBegan = now;
      toRecheck.addAll(forTheTail);
      forTheTail.clear();
    }
  }

  /**
   * The deliveries of the tail pass, once, when it begins. They wait for {@link #rechecked} and
   * count as being announced until then.
   */
  List<Delivery> takeTailToRecheck() {
    List<Delivery> taken = toRecheck;
    toRecheck = new ArrayList<>();
    return taken;
  }

  /** Those that are for nobody any more are settled, the others have their last attempt. */
  void rechecked(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      if (delivery.isForNobody()) {
        lanes.change(lane(delivery), Lane::release);
        settle(delivery.confirmedElsewhere());
      } else {
        // Those whose dealers have asked for time wait for that.
        later.add(delivery.notBefore(), delivery);
      }
    }
  }

  private void sendAgain(Delivery delivery) {
    lanes.change(lane(delivery), lane -> lane.again(delivery));
  }

  private boolean onlyTheTailIsLeft() {
    return places.areEmpty()
        && later.isEmpty()
        && !lanes.hasStartable()
        && !hasMore()
        && open == forTheTail.size() + lanes.atRest();
  }

  /** The budget is used up. Who sits behind an open breaker is let through, to be settled. */
  private void giveUpRetries() {
    later.takeAll(forTheTail::add);
    forTheTail.forEach(
        delivery -> {
          lanes.change(lane(delivery), Lane::release);
          settle(delivery.givenUp(UNREACHABLE));
        });
    forTheTail.clear();
    lanes.wakeBarred();
  }

  private boolean isOver() {
    return gates.now() > end;
  }

  private void settle(Settlement settlement) {
    settled.add(settlement);
    open--;
  }

  private boolean hasMore() {
    return nextWebhook < webhooks.size();
  }

  private boolean hasOthersThanOutOfReach() {
    return lanes.anyInReach()
        || IntStream.range(nextWebhook, webhooks.size())
            .anyMatch(webhook -> !lanes.has(webhooks.origin(webhook)));
  }

  private Lane lane(Delivery delivery) {
    return lanes.of(delivery.origin());
  }

  @Override
  public String toString() {
    return "open=%d, more=%b, later=%d, forTheTail=%d, tail=%b, networkDown=%b, "
            .formatted(open, hasMore(), later.size(), forTheTail.size(), tail, network.isDown())
        + places
        + ", "
        + lanes;
  }
}
