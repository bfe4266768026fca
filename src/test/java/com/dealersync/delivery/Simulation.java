package com.dealersync.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Drives a {@link Schedule} through a whole run in no time: dealers are functions, the clock is a
 * number, and every attempt is noted. The request of a send that finds a connection is out after a
 * tick.
 */
final class Simulation {
  private static final long TICK = Duration.ofMillis(10).toNanos();

  private final Webhooks webhooks;
  private final Schedule schedule;
  private final Dealers dealers;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingLong(Running::ends));
  private final List<Running> started = new ArrayList<>();
  private long now;
  private int inPlace;
  private int mostInPlace;
  private int mostInFlight;

  /** What the dealer behind a URL answers to an attempt, and how long it takes. */
  interface Dealers {
    Answer answer(String url, int attempt, Duration at);
  }

  record Answer(AttemptResult result, Duration takes) {}

  record Attempt(String url, int number, Duration at) {}

  private record Running(Delivery delivery, AttemptResult result, boolean sent, long ends) {}

  private Simulation(DeliveryProperties properties, List<WebhookGroup> groups, Dealers dealers) {
    this.dealers = dealers;
    webhooks = Deliveries.webhooks(groups);
    schedule =
        new Schedule(
            webhooks,
            properties,
            new RetryPolicy(properties.retry(), () -> 0.5),
            new Gates(properties, () -> now, new BreakerStates()),
            new NodePlaces(properties.parallelism(), 2, () -> now),
            lane -> {});
  }

  static Simulation of(DeliveryProperties properties, List<WebhookGroup> groups, Dealers dealers) {
    Simulation simulation = new Simulation(properties, groups, dealers);
    simulation.run();
    return simulation;
  }

  static Answer confirms() {
    return new Answer(new AttemptResult.Confirmed(200, "ok"), Duration.ofMillis(100));
  }

  static Answer fails(FailureKind kind) {
    return new Answer(
        AttemptResult.Failed.without(kind, "because of " + kind), Duration.ofMillis(100));
  }

  static Answer asksToWait(Duration retryAfter) {
    return new Answer(
        new AttemptResult.Failed(FailureKind.THROTTLED, 429, "slow down", retryAfter),
        Duration.ofMillis(100));
  }

  private void run() {
    while (!schedule.isFinished()) {
      if (now > Duration.ofHours(2).toNanos()) {
        throw new AssertionError("The run does not end: " + attempts.size() + " attempts so far");
      }
      List<Delivery> announced = schedule.announceNext();
      webhooks.read(announced);
      schedule.announced(announced);
      for (Delivery next = Rechecking.next(schedule);
          next != null;
          next = Rechecking.next(schedule)) {
        start(next);
      }
      settlements.addAll(schedule.takeSettled());
      now += TICK;
      int sent = (int) started.stream().filter(Running::sent).count();
      started.clear();
      inPlace -= sent;
      for (int i = 0; i < sent; i++) {
        schedule.sent(TICK);
      }
      while (!running.isEmpty() && running.peek().ends <= now) {
        Running ended = running.remove();
        inPlace -= ended.sent ? 0 : 1;
        schedule.ended(ended.delivery, ended.result, ended.sent);
      }
      settlements.addAll(schedule.takeSettled());
    }
  }

  private void start(Delivery delivery) {
    String url = delivery.group().url();
    Duration at = Duration.ofNanos(now);
    attempts.add(new Attempt(url, delivery.attempts(), at));
    Answer answer = dealers.answer(url, delivery.attempts(), at);
    boolean sent = !AttemptResult.neverConnected(answer.result);
    Running send = new Running(delivery, answer.result, sent, now + answer.takes.toNanos());
    running.add(send);
    started.add(send);
    mostInPlace = Math.max(mostInPlace, ++inPlace);
    mostInFlight = Math.max(mostInFlight, running.size());
  }

  List<Attempt> attempts() {
    return attempts;
  }

  List<Attempt> attemptsTo(String url) {
    return attempts.stream().filter(attempt -> attempt.url.equals(url)).toList();
  }

  List<Settlement> settlements() {
    return settlements;
  }

  Map<String, Settlement> byUrl() {
    Map<String, Settlement> byUrl = new HashMap<>();
    settlements.forEach(settlement -> byUrl.put(settlement.group().url(), settlement));
    return byUrl;
  }

  int mostInPlace() {
    return mostInPlace;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  Duration took() {
    return Duration.ofNanos(now);
  }
}
