package com.dealersync.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Drives a {@link Schedule}: starts sends, each on a virtual thread of its own, watches over them
 * and hands what comes of them to the {@link Outbox}. One thread runs it and owns all of its state;
 * the others only leave messages.
 */
final class Dispatcher implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final int GATEWAY_TIMEOUT = 504;
  private static final Duration LANDING = Duration.ofSeconds(4);

  // While so many are in flight the processors have enough to do, and free places can wait that
  // long for more of them: being woken for each costs as much as planning what is next.
  private static final int MANY = 32;
  private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(1);
  private static final long GATHERING = TimeUnit.MICROSECONDS.toNanos(500);

  /** What the other threads tell it. */
  private sealed interface Message {
    record Announced(List<Delivery> deliveries) implements Message {}

    /** The last byte of the request is out. */
    record Sent(Delivery delivery, long nanos) implements Message {}

    /** It was looked up which of them are still to be sent. */
    record Rechecked(List<Delivery> deliveries) implements Message {}

    record Ended(Delivery delivery, AttemptResult result, Duration lasted) implements Message {}

    record Broken(Delivery delivery, Throwable cause) implements Message {}

    record Woken(Lane lane) implements Message {}

    record Abort() implements Message {}
  }

  private final Schedule schedule;
  private final WebhookSender sender;
  private final Outbox outbox;
  private final DeliveryRecorder recorder;
  private final DeliveryProperties properties;
  private final Duration wholeExchange;
  private final LongSupplier nanoTime;
  private final @Nullable Map<String, String> logContext = MDC.getCopyOfContextMap();
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Map<Delivery, Flight> flights = new LinkedHashMap<>();
  private final Lookout lookout;
  private int announcing;
  private boolean stopping;
  private boolean aborted;
  private long stopBefore;
  private boolean wasHeld;
  private long heldUntil;
  private long toldAt;

  /** A send on its way. */
  private static final class Flight {
    private final Exchange exchange;
    private final Thread thread;
    private boolean waits;

    private Flight(Exchange exchange, Thread thread) {
      this.exchange = exchange;
      this.thread = thread;
    }

    /** Its time is up: what it was busy with is its result. */
    private void giveUp() {
      exchange.markOverdue();
      thread.interrupt();
    }

    /** The run ends before it: its outcome stays unknown. */
    private void abandon() {
      exchange.markAbandoned();
      thread.interrupt();
    }
  }

  /**
   * @param schedule made with whom to tell of lanes that were woken
   */
  Dispatcher(
      Function<Consumer<Lane>, Schedule> schedule,
      WebhookSender sender,
      Outbox outbox,
      DeliveryRecorder recorder,
      DeliveryProperties properties,
      Duration wholeExchange,
      LongSupplier nanoTime) {
    this.schedule = schedule.apply(lane -> messages.add(new Message.Woken(lane)));
    this.sender = sender;
    this.outbox = outbox;
    this.recorder = recorder;
    this.properties = properties;
    this.wholeExchange = wholeExchange;
    this.nanoTime = nanoTime;
    lookout = new Lookout(nanoTime, Thread::startVirtualThread);
  }

  /** Their {@code ENVIADO} is committed. Called by the recording thread. */
  void announced(List<Delivery> deliveries) {
    messages.add(new Message.Announced(deliveries));
  }

  /**
   * Whoever of them confirmed elsewhere is left out of their groups. Called by the recording
   * thread.
   */
  void rechecked(List<Delivery> deliveries) {
    messages.add(new Message.Rechecked(deliveries));
  }

  /** Cancels what is in flight and ends, without another word to the outbox. */
  void abort() {
    messages.add(new Message.Abort());
  }

  @Override
  public void run() {
    inheritLogContext();
    try {
      while (!done()) {
        if (!stopping) {
          announceAndStart();
        }
        outbox.settle(schedule.takeSettled());
        receive();
        watch();
      }
      outbox.settle(schedule.takeSettled());
      outbox.close();
    } catch (Throwable e) {
      flights.values().forEach(Flight::abandon);
      takeAnswersThatWait();
      outbox.fail(e);
      awaitFlights();
    } finally {
      schedule.leave();
    }
  }

  /** So that their origins are given free only when nothing of this run is there any more. */
  private void awaitFlights() {
    long until = nanoTime.getAsLong() + LANDING.toNanos();
    try {
      while (!flights.isEmpty() && until - nanoTime.getAsLong() > 0) {
        switch (messages.poll(Lookout.EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          case Message.Ended ended -> flights.remove(ended.delivery);
          case Message.Broken broken -> flights.remove(broken.delivery);
          case null, default -> {}
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void inheritLogContext() {
    if (logContext != null) {
      MDC.setContextMap(logContext);
    }
  }

  private boolean done() {
    return (stopping || aborted) ? flights.isEmpty() : schedule.isFinished();
  }

  private void announceAndStart() {
    List<Delivery> announced = schedule.announceNext();
    announcing += announced.size();
    outbox.announce(announced);
    while (maySend()) {
      Delivery delivery = schedule.next();
      if (delivery == null) {
        recheck();
        checkThatItGoesOn();
        return;
      }
      start(delivery);
    }
  }

  /** Before the tail pass: dealers may have confirmed elsewhere meanwhile. */
  private void recheck() {
    List<Delivery> tail = schedule.takeTailToRecheck();
    announcing += tail.size();
    outbox.recheck(tail);
  }

  private boolean maySend() {
    if (!stopping && !recorder.mayContinue()) {
      stopping = true;
      stopBefore = nanoTime.getAsLong() + properties.stopGrace().toNanos();
      outbox.withdrawAnnouncements();
    }
    boolean maySend = !stopping && recorder.maySend();
    long now = nanoTime.getAsLong();
    if (!wasHeld && !maySend) {
      heldUntil = now;
    }
    if (wasHeld) {
      schedule.held(now - heldUntil);
      heldUntil = now;
    }
    wasHeld = !maySend;
    return maySend;
  }

  /** A run that waits for nothing would be at work for ever, its heart beating. */
  private void checkThatItGoesOn() {
    if (flights.isEmpty() && announcing == 0 && schedule.standsStill()) {
      log.error(
          "🛑 [DELIVERY] El envío quedó detenido con entregas pendientes, por un error del"
              + " programa: se abandona este intento para que lo retome otro. Estado: {}",
          schedule);
      throw new IllegalStateException("The fan-out stands still: " + schedule);
    }
  }

  private void start(Delivery delivery) {
    int attempt = delivery.attempts();
    Exchange exchange =
        new Exchange(nanoTime, nanos -> messages.add(new Message.Sent(delivery, nanos)));
    if (properties.acknowledgeUnchanged()) {
      exchange.countUnchanged(delivery.mayHaveArrived());
    }
    Thread thread =
        Thread.ofVirtual()
            .name("delivery-" + delivery.group().webhookId())
            .unstarted(() -> attempt(delivery, attempt, exchange));
    flights.put(delivery, new Flight(exchange, thread));
    thread.start();
  }

  private void attempt(Delivery delivery, int attempt, Exchange exchange) {
    inheritLogContext();
    try {
      AttemptResult result = sender.send(delivery.group(), attempt, exchange);
      messages.add(new Message.Ended(delivery, result, exchange.lasted()));
    } catch (Throwable e) {
      // Nothing a dealer can cause, such as a lack of memory: others would fare no better.
      messages.add(new Message.Broken(delivery, e));
    }
  }

  private void receive() throws InterruptedException {
    @Nullable Message message = messages.poll(Lookout.EVERY.toMillis(), TimeUnit.MILLISECONDS);
    if (message != null && flights.size() >= MANY) {
      LockSupport.parkNanos(GATHERING);
    }
    for (; message != null; message = messages.poll()) {
      switch (message) {
        case Message.Announced announced -> {
          announcing -= announced.deliveries.size();
          schedule.announced(announced.deliveries);
        }
        case Message.Rechecked rechecked -> {
          announcing -= rechecked.deliveries.size();
          schedule.rechecked(rechecked.deliveries);
        }
        case Message.Woken woken -> schedule.woken(woken.lane);
        case Message.Sent sent -> {
          requireNonNull(flights.get(sent.delivery)).waits = true;
          schedule.sent(sent.nanos);
        }
        case Message.Ended ended -> ended(ended.delivery, ended.result, ended.lasted);
        case Message.Broken broken -> {
          flights.remove(broken.delivery);
          throw new IllegalStateException("A send broke down", broken.cause);
        }
        case Message.Abort abort -> {
          aborted = true;
          stopping = true;
          flights.values().forEach(Flight::abandon);
        }
      }
    }
  }

  /** What dealers have answered counts, whatever happens here. */
  private void takeAnswersThatWait() {
    try {
      for (Message message = messages.poll(); message != null; message = messages.poll()) {
        if (message instanceof Message.Ended ended) {
          ended(ended.delivery, ended.result, ended.lasted);
        }
      }
    } finally {
      outbox.settle(schedule.takeSettled());
    }
  }

  private void ended(Delivery delivery, AttemptResult result, Duration lasted) {
    Flight flight = requireNonNull(flights.remove(delivery));
    if (result instanceof AttemptResult.Failed failed && failed.kind() == FailureKind.ABANDONED) {
      return;
    }
    if (result instanceof AttemptResult.Failed failed && isUnknown(failed, flight.exchange)) {
      delivery.arrivedPerhaps();
    }
    delivery.lasted(lasted);
    recorder.attempted(Attempt.of(delivery, result, lasted, flight.exchange));
    schedule.ended(delivery, result, flight.waits);
  }

  /** No reply came, or only one of a gateway that waited for the dealer in vain. */
  private static boolean isUnknown(AttemptResult.Failed failed, Exchange exchange) {
    Integer status = failed.status();
    return exchange.isSent() && (status == null || status == GATEWAY_TIMEOUT);
  }

  private void tellHowItStands() {
    long now = nanoTime.getAsLong();
    if (now - toldAt >= TELL_EVERY) {
      toldAt = now;
      recorder.stands(schedule.standing(flights.size()));
    }
  }

  private void watch() {
    if (!lookout.isDue()) {
      return;
    }
    schedule.declineUnused();
    tellHowItStands();
    boolean graceIsOver = stopping && nanoTime.getAsLong() - stopBefore >= 0;
    for (Flight flight : flights.values()) {
      if (graceIsOver) {
        flight.abandon();
      } else if (lookout.mayJudge()
          && flight.exchange.isOverdue(properties.timeout(), wholeExchange)) {
        flight.giveUp();
      }
    }
  }
}
