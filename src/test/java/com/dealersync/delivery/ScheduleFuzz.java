package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One random history: some runs at once on the gates of one node, dealers that fail and come back,
 * outages of our own network, aborts and times in which nothing may be sent, on a virtual clock.
 * Keeps its own books and believes nothing that a {@link Schedule} says of itself.
 */
final class ScheduleFuzz {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long WATCH = Duration.ofMillis(50).toNanos();
  private static final int MOST_STEPS = 200_000;

  private final long seed;
  private final Random random;
  private final DeliveryProperties properties;
  private final BreakerStates states = new BreakerStates();
  private final Gates gates;
  private final NodePlaces places;
  private final List<Run> runs = new ArrayList<>();
  private final Map<Long, Integer> atOrigin = new HashMap<>();
  private final int origins;
  private final int mood;
  private final long outageFrom;
  private final long outageTo;
  private long now;

  ScheduleFuzz(long seed) {
    this.seed = seed;
    random = new Random(seed);
    properties = randomProperties();
    gates = new Gates(properties, () -> now, states);
    places = new NodePlaces(properties.parallelism(), 1, () -> now);
    origins = 1 + random.nextInt(random.nextBoolean() ? 3 : 25);
    mood = random.nextInt(5);
    outageFrom = random.nextBoolean() ? random.nextLong(60 * SECOND) : Long.MAX_VALUE;
    outageTo = outageFrom == Long.MAX_VALUE ? 0 : outageFrom + random.nextLong(200 * SECOND);
    int count = 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
    for (int i = 0; i < count; i++) {
      runs.add(new Run(i));
    }
  }

  /** Ends normally if nothing is wrong, and else with an error that names the seed. */
  void play() {
    try {
      playAll();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e + "\n" + runs, e);
    }
  }

  private void playAll() {
    int steps = 0;
    while (runs.stream().anyMatch(run -> !run.over)) {
      check(steps++ < MOST_STEPS, "it does not end");
      for (Run run : runs) {
        if (!run.over && now >= run.begins) {
          run.step();
        }
      }
      long next = Long.MAX_VALUE;
      for (Run run : runs) {
        next = run.over ? next : Math.min(next, run.nextEvent());
      }
      check(
          next < Long.MAX_VALUE || runs.stream().allMatch(run -> run.over), "nothing to wait for");
      now = next == Long.MAX_VALUE ? now : Math.max(now, next);
    }
    check(gates.size() == 0, "gates are left: " + gates.size());
    check(
        BreakerStates.SHOWN.stream().allMatch(state -> states.in(state) == 0),
        "breakers are left in the metric");
  }

  private DeliveryProperties randomProperties() {
    List<Duration> delays = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      delays.add(Duration.ofMillis(1 + random.nextInt(20_000)));
    }
    DeliveryProperties shipped = Shipped.PROPERTIES;
    int origins = 2 + random.nextInt(4);
    return new DeliveryProperties(
        new Parallelism(
            random.nextInt(4) == 0 ? null : 1 + random.nextInt(random.nextBoolean() ? 3 : 12)),
        1 + random.nextInt(4),
        random.nextBoolean() ? 1 + random.nextInt(8) : 2_000,
        List.of(),
        true,
        shipped.rotation(),
        false,
        shipped.stopGrace(),
        shipped.timeout(),
        new DeliveryProperties.Retry(
            delays,
            random.nextDouble(),
            random.nextInt(4) > 0,
            Duration.ofSeconds(1 + random.nextInt(120)),
            Duration.ofSeconds(1 + random.nextInt(random.nextBoolean() ? 30 : 900))),
        new DeliveryProperties.Breaker(
            1 + random.nextInt(5),
            10 + random.nextInt(90),
            1 + random.nextInt(10),
            Duration.ofMillis(1 + random.nextInt(60_000))),
        new DeliveryProperties.Pause(
            origins + random.nextInt(5),
            1 + random.nextInt(99),
            origins,
            Duration.ofMillis(1 + random.nextInt(8_000))),
        shipped.proxy());
  }

  private AttemptResult answer(long origin) {
    if (now >= outageFrom && now < outageTo) {
      return failed(random.nextBoolean() ? FailureKind.CONNECT : FailureKind.DNS);
    }
    // Each origin has good and bad times of its own.
    boolean bad = (now / SECOND / (5 + origin % 20) + origin) % 5 < mood;
    if (random.nextInt(10) < (bad ? 9 : 1)) {
      FailureKind[] kinds = FailureKind.values();
      return failed(kinds[random.nextInt(kinds.length)]);
    }
    return new AttemptResult.Confirmed(200, "ok");
  }

  private AttemptResult failed(FailureKind kind) {
    Duration asked = random.nextInt(5) > 0 ? null : Duration.ofSeconds(random.nextInt(300));
    return new AttemptResult.Failed(kind, null, "because of " + kind, asked);
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }

  /** What never changes, read once. */
  private static final class Shipped {
    static final DeliveryProperties PROPERTIES = Deliveries.properties();
    static final List<SnapshotDealer> DEALERS = List.of(Deliveries.dealer(1, "https://a.mx/"));
  }

  /**
   * @param sent when the last byte of its request is out; after its end if it never is
   */
  private record Flight(
      Delivery delivery, AttemptResult result, long begins, long sent, long ends) {}

  /** One run with its own books. */
  private final class Run {
    private final Schedule schedule;
    private final int size;
    private final long begins;
    private final long aborts;
    private final long silentFrom;
    private final long silentTo;
    private final int[] attempts;
    private final long[] notBefore;
    private final boolean[] settled;
    private final List<Flight> flights = new ArrayList<>();
    private final List<Flight> waiting = new ArrayList<>();
    private final Map<Long, List<Delivery>> committing = new LinkedHashMap<>();
    private final List<Lane> woken = new ArrayList<>();
    private long nextWatch;
    private int settlements;
    private boolean moved;
    private boolean over;

    private Run(int number) {
      size = random.nextInt(random.nextInt(6) == 0 ? 250 : 25);
      begins = number == 0 ? 0 : random.nextLong(20 * SECOND);
      aborts = random.nextInt(6) == 0 ? begins + random.nextLong(60 * SECOND) : Long.MAX_VALUE;
      silentFrom = random.nextInt(4) == 0 ? random.nextLong(60 * SECOND) : Long.MAX_VALUE;
      silentTo = silentFrom == Long.MAX_VALUE ? 0 : silentFrom + random.nextLong(30 * SECOND);
      attempts = new int[size];
      notBefore = new long[size];
      settled = new boolean[size];
      long[] originOf = new long[size];
      Arrays.setAll(originOf, webhook -> random.nextInt(origins));
      int[] ends = new int[size + 1];
      Arrays.setAll(ends, i -> i);
      long saved = now;
      now = begins;
      schedule =
          new Schedule(
              new Webhooks(originOf, new long[size], ends, dealers -> List.of()),
              properties,
              new RetryPolicy(properties.retry(), random::nextDouble),
              gates,
              places,
              woken::add);
      now = saved;
    }

    private void step() {
      if (now >= aborts) {
        end();
        return;
      }
      int before = settlements;
      receive();
      if (now >= nextWatch) {
        schedule.declineUnused();
        nextWatch = now + WATCH;
      }
      announceAndStart();
      takeSettled();
      moved = settlements > before;
      if (schedule.isFinished()) {
        check(settlements == size, "it ends with " + settlements + " of " + size);
        check(flights.isEmpty() && waiting.isEmpty(), "it ends with sends in flight");
        end();
      }
    }

    private void end() {
      over = true;
      for (List<Flight> all : List.of(flights, waiting)) {
        all.forEach(flight -> atOrigin.merge(flight.delivery.origin(), -1, Integer::sum));
        all.clear();
      }
      schedule.leave();
    }

    private void receive() {
      List<Lane> lanes = List.copyOf(woken);
      woken.clear();
      lanes.forEach(schedule::woken);
      committing
          .entrySet()
          .removeIf(
              commit -> {
                if (commit.getKey() > now) {
                  return false;
                }
                commit.getValue().forEach(delivery -> delivery.isFor(group(delivery)));
                schedule.announced(commit.getValue());
                return true;
              });
      for (Flight flight : List.copyOf(flights)) {
        if (flight.sent <= now) {
          flights.remove(flight);
          waiting.add(flight);
          schedule.sent(flight.sent - flight.begins);
        }
      }
      receive(flights, false);
      receive(waiting, true);
    }

    private void receive(List<Flight> from, boolean waited) {
      for (Flight flight : List.copyOf(from)) {
        if (flight.ends <= now) {
          from.remove(flight);
          atOrigin.merge(flight.delivery.origin(), -1, Integer::sum);
          note(flight);
          schedule.ended(flight.delivery, flight.result, waited);
          takeSettled();
        }
      }
    }

    /** When it may be sent again at the earliest, as the documents say. */
    private void note(Flight flight) {
      if (!(flight.result instanceof AttemptResult.Failed failed)) {
        return;
      }
      DeliveryProperties.Retry retry = properties.retry();
      int webhook = flight.delivery.webhook();
      long wait = 0;
      if (attempts[webhook] <= retry.delays().size()) {
        wait = (long) (retry.delays().get(attempts[webhook] - 1).toNanos() * (1 - retry.jitter()));
      }
      if (failed.retryAfter() != null) {
        wait =
            Math.max(
                wait, Math.min(failed.retryAfter().toNanos(), retry.longestRetryAfter().toNanos()));
      }
      notBefore[webhook] = failed.kind().retried() ? now + wait - 2 : Long.MAX_VALUE;
    }

    private void announceAndStart() {
      List<Delivery> announced = schedule.announceNext();
      if (!announced.isEmpty()) {
        committing
            .computeIfAbsent(now + random.nextInt(20_000_000), it -> new ArrayList<>())
            .addAll(announced);
      }
      if (isSilent()) {
        return;
      }
      for (Delivery next = Rechecking.next(schedule);
          next != null;
          next = Rechecking.next(schedule)) {
        start(next);
      }
      boolean idle = flights.isEmpty() && waiting.isEmpty() && committing.isEmpty();
      check(!idle || !schedule.standsStill(), "it stands still");
    }

    private void start(Delivery delivery) {
      int webhook = delivery.webhook();
      check(!settled[webhook], "sent after it was settled");
      check(now >= notBefore[webhook], "sent before its time");
      attempts[webhook]++;
      check(attempts[webhook] == delivery.attempts(), "wrong number of attempts");
      check(attempts[webhook] <= properties.retry().delays().size() + 2, "too many attempts");
      check(
          attempts[webhook] == 1 || now <= begins + properties.retry().budget().toNanos(),
          "sent again after the budget");
      long takes = random.nextInt(6) == 0 ? random.nextLong(70 * SECOND) : random.nextLong(SECOND);
      long sent = random.nextInt(3) == 0 ? takes + 1 : random.nextLong(takes + 1);
      flights.add(new Flight(delivery, answer(delivery.origin()), now, now + sent, now + takes));
      check(flights.size() <= mostInPlace(), "more in place than its share");
      check(flights.size() + waiting.size() <= properties.waiting(), "too many in flight");
      int there = atOrigin.merge(delivery.origin(), 1, Integer::sum);
      check(there <= properties.perOrigin(), "too many at one origin");
    }

    private int mostInPlace() {
      long others = runs.stream().filter(run -> run != this && !run.flights.isEmpty()).count();
      return (int) Math.max(1, places.all() / (1 + others));
    }

    private void takeSettled() {
      for (Settlement settlement : schedule.takeSettled()) {
        int webhook = Integer.parseInt(settlement.group().webhookId());
        check(!settled[webhook], "settled twice");
        check(settlement.attempts() == attempts[webhook], "settled with wrong attempts");
        settled[webhook] = true;
        settlements++;
      }
    }

    private static WebhookGroup group(Delivery delivery) {
      return new WebhookGroup(
          Integer.toString(delivery.webhook()),
          WebhookUrl.of("https://a.mx/"),
          null,
          List.of(),
          Shipped.DEALERS);
    }

    private boolean isSilent() {
      return now >= silentFrom && now < silentTo;
    }

    private long nextEvent() {
      if (now < begins) {
        return begins;
      }
      long next = Math.min(woken.isEmpty() ? aborts : now, moved ? now + WATCH : aborts);
      for (long at : committing.keySet()) {
        next = Math.min(next, at);
      }
      for (Flight flight : flights) {
        next = Math.min(next, Math.min(flight.sent, flight.ends));
      }
      for (Flight flight : waiting) {
        next = Math.min(next, flight.ends);
      }
      if (isSilent()) {
        return Math.min(next, silentTo);
      }
      long due = schedule.nextDue();
      // What is due but has no room is looked at again as a dispatcher would.
      return Math.min(next, due <= now ? now + WATCH : due);
    }

    @Override
    public String toString() {
      return "run of %d at %d ns: %s".formatted(size, now, schedule);
    }
  }
}
