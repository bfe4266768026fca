package com.dealersync.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Records what comes through an {@link Outbox}, on a thread of its own that nobody interrupts. What
 * dealers have answered comes first, whatever happens: it is recorded when the reading of the next
 * ones fails, when the dispatcher dies, and when the run is told to stop.
 */
final class RecordingThread {

  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final Webhooks webhooks;
  private final DeliveryRecorder recorder;
  private final @Nullable Map<String, String> logContext = MDC.getCopyOfContextMap();
  private final Thread thread;
  private final List<Delivery> untouched = new ArrayList<>();
  private volatile @Nullable Throwable failure;

  private RecordingThread(
      Outbox outbox, Dispatcher dispatcher, Webhooks webhooks, DeliveryRecorder recorder) {
    this.outbox = outbox;
    this.dispatcher = dispatcher;
    this.webhooks = webhooks;
    this.recorder = recorder;
    thread = Thread.ofPlatform().daemon().name("delivery-recorder").unstarted(this::run);
  }

  static RecordingThread start(
      Outbox outbox, Dispatcher dispatcher, Webhooks webhooks, DeliveryRecorder recorder) {
    RecordingThread recording = new RecordingThread(outbox, dispatcher, webhooks, recorder);
    recording.thread.start();
    return recording;
  }

  /**
   * Waits until everything is recorded.
   *
   * @param grace how long, once the calling thread is interrupted
   * @throws RuntimeException why it could not go on
   * @throws CancellationException if the calling thread is interrupted, which it then still is
   */
  void await(Duration grace) {
    try {
      thread.join();
      if (Thread.interrupted()) {
        // It came with the end of the thread, of which the join tells instead.
        throw new InterruptedException();
      }
    } catch (InterruptedException e) {
      dispatcher.abort();
      awaitTheRest(grace);
      Thread.currentThread().interrupt();
      throw new CancellationException("The fan-out was interrupted");
    }
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("The fan-out broke down", e);
    }
  }

  private void awaitTheRest(Duration grace) {
    try {
      thread.join(grace);
    } catch (InterruptedException again) {
      // Whoever interrupts twice is in a hurry; the thread goes on for as long as there is a node.
    }
  }

  private void run() {
    if (logContext != null) {
      MDC.setContextMap(logContext);
    }
    try {
      recordAll();
    } catch (Throwable e) {
      dispatcher.abort();
      recordRest(e);
      failure = e;
    }
  }

  private void recordAll() throws InterruptedException {
    for (var batch = outbox.take(); batch != null; batch = outbox.take()) {
      List<WebhookGroup> next = groups(batch);
      untouched.removeIf(delivery -> !delivery.isUntouched());
      untouched.addAll(batch.announcements());
      if (!next.isEmpty() || !batch.settlements().isEmpty()) {
        recorder.record(next, batch.settlements());
      }
      if (!batch.announcements().isEmpty()) {
        dispatcher.announced(batch.announcements());
      }
      recheck(batch.rechecks());
    }
    withdrawUntouched();
  }

  private void recheck(List<Delivery> tail) {
    if (tail.isEmpty()) {
      return;
    }
    if (recorder.confirmedElsewhere()) {
      recorder.read(() -> webhooks.read(tail));
    }
    dispatcher.rechecked(tail);
  }

  /** There are some only where sends were told to stop. */
  private void withdrawUntouched() {
    List<WebhookGroup> unsent =
        untouched.stream().filter(Delivery::isUntouched).map(Delivery::group).toList();
    if (!unsent.isEmpty()) {
      recorder.withdraw(unsent);
    }
  }

  private List<WebhookGroup> groups(Outbox.Batch batch) {
    try {
      recorder.read(() -> webhooks.read(batch.announcements()));
    } catch (RuntimeException | Error e) {
      outbox.giveBack(batch.settlements());
      throw e;
    }
    return batch.announcements().stream().map(Delivery::group).toList();
  }

  /** What was answered meanwhile, and that nothing has left for those whose turn never came. */
  private void recordRest(Throwable cause) {
    try {
      for (List<Settlement> rest = outbox.rest(); !rest.isEmpty(); rest = outbox.rest()) {
        recorder.record(List.of(), rest);
      }
      if (outbox.isOver()) {
        withdrawUntouched();
      }
    } catch (RuntimeException | InterruptedException e) {
      cause.addSuppressed(e);
    }
  }
}
