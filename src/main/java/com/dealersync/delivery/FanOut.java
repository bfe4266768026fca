package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.payload.Payload;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Sends a payload to every webhook of a load, in parallel and each for itself: a slow or broken
 * dealer delays nobody else. Thread-safe; each call is a run of its own, but all of them together
 * keep to the limit of an origin and share what they learn about it.
 */
public final class FanOut implements AutoCloseable {
  private static final int DNS_THREADS = 32;
  private static final Duration ABORT_GRACE = Duration.ofSeconds(5);
  private static final Duration REFUSALS_PATIENCE = Duration.ofSeconds(10);

  private final DeliveryProperties properties;
  private final Network network;
  private final AddressPolicy policy;
  private final Dialling dialling;
  private final ExecutorService dnsThreads = dnsThreads();
  private final String userAgent;
  private final DeliveryMetrics metrics;
  private final Gates gates;
  private final NodePlaces places;
  private final Manners manners = new Manners();
  private final @Nullable Tracer tracer;

  /**
   * @param tracer null if no traces are collected
   */
  FanOut(
      DeliveryProperties properties,
      Network network,
      String version,
      DeliveryMetrics metrics,
      @Nullable Tracer tracer) {
    this.properties = properties;
    this.network = network;
    policy = new AddressPolicy(properties.allow());
    dialling = Dialling.of(properties, policy, network.lookup(), dnsThreads);
    userAgent = "dealer-sync/" + version;
    this.metrics = metrics;
    long began = System.nanoTime();
    gates = new Gates(properties, () -> System.nanoTime() - began, metrics.breakers());
    places =
        new NodePlaces(
            properties.parallelism(), Runtime.getRuntime().availableProcessors(), System::nanoTime);
    metrics.showPlaces(places::all);
    this.tracer = tracer;
  }

  /**
   * Whom a load goes to, with what its messages are signed included.
   *
   * @param loadId the load's key
   * @param open those of its dealers that are to get it
   * @param now the database's time, in the zone of the snapshot's dates
   */
  public DeliveryPlan plan(long loadId, List<SnapshotDealer> open, ZonedDateTime now) {
    return DeliveryPlan.of(loadId, open, previous -> properties.rotation().covers(previous, now));
  }

  /**
   * The same for dealers that are to get the load once more although they may have confirmed it:
   * they must not take the message for the one that they have worked off.
   *
   * @param occasion tells it from other times; the same for each attempt of this one
   */
  public DeliveryPlan planAgain(
      long loadId, String occasion, List<SnapshotDealer> open, ZonedDateTime now) {
    return DeliveryPlan.of(
        loadId + "\n" + occasion, open, previous -> properties.rotation().covers(previous, now));
  }

  /**
   * Delivers, and returns when every group is settled, or when sends may no longer start and those
   * in flight have settled or had their grace; groups without a settlement have an unknown outcome
   * or were not sent. What is to be recorded is recorded on a thread of its own, which nobody
   * interrupts: an interrupt would close the connection to the database under an answer.
   *
   * @param clock what messages are stamped by, which dealers may hold against their own
   * @throws RuntimeException what the recorder threw; sends in flight are cancelled, and their
   *     outcome stays unknown. What was answered before is recorded
   * @throws CancellationException if the calling thread is interrupted, which it then still is;
   *     likewise, as far as it can be recorded within the stop's grace
   */
  public void deliver(
      Payload payload, Webhooks webhooks, DeliveryRecorder recorder, InstantSource clock) {
    TlsSessions.makeRoom(network.tls(), webhooks.size());
    CloseableHttpClient client = WebhookClient.of(properties, network, dialling, manners, metrics);
    try {
      WebhookSender sender =
          new WebhookSender(
              client,
              policy,
              payload,
              clock,
              Traces.begin(tracer),
              userAgent,
              properties.secretHeader(),
              metrics);
      run(sender, payload, webhooks, recorder);
    } finally {
      client.close(CloseMode.IMMEDIATE);
    }
  }

  /**
   * The webhooks that a delivery would refuse to send to, in no order. Looks their hosts up and
   * opens no connection; a host that is unknown now is not refused, nor is one that could not be
   * looked up within ten seconds of the call. Keeps only those in memory, and leaves most look-ups
   * at a time to the runs.
   */
  public List<Refusal> refusals(Webhooks webhooks) {
    return new Refusals(policy, dialling.ways(), DNS_THREADS / 4, REFUSALS_PATIENCE).of(webhooks);
  }

  @Override
  public void close() {
    dnsThreads.shutdownNow();
  }

  private void run(
      WebhookSender sender, Payload payload, Webhooks webhooks, DeliveryRecorder recorder) {
    Outbox outbox = new Outbox();
    RetryPolicy retries =
        new RetryPolicy(properties.retry(), () -> ThreadLocalRandom.current().nextDouble());
    Dispatcher dispatcher =
        new Dispatcher(
            wake -> new Schedule(webhooks, properties, retries, gates, places, wake),
            sender,
            outbox,
            recorder,
            properties,
            properties.timeout().wholeExchange(payload.bytes().length),
            System::nanoTime);
    // Not a virtual one: it must keep the time however busy the carriers are.
    Thread dispatching = Thread.ofPlatform().daemon().name("delivery-dispatcher").start(dispatcher);
    RecordingThread recording = RecordingThread.start(outbox, dispatcher, webhooks, recorder);
    try {
      recording.await(properties.stopGrace());
    } finally {
      dispatcher.abort();
      joinBriefly(dispatching);
    }
  }

  /** Also when interrupted: the caller may take for granted that nothing is sent any more. */
  private static void joinBriefly(Thread thread) {
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(ABORT_GRACE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ExecutorService dnsThreads() {
    var threads =
        new ThreadPoolExecutor(
            DNS_THREADS,
            DNS_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("delivery-dns-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
