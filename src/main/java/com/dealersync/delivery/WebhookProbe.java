package com.dealersync.delivery;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.payload.Payload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Sends single messages to one webhook, as a delivery would: by the same rules, ways, signature and
 * limits. Nothing is repeated, recorded or counted as a delivery. Thread-safe.
 */
public final class WebhookProbe implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 50;

  private final DeliveryProperties properties;
  private final DeliveryProperties.Timeouts timeouts;
  private final AddressPolicy policy;
  private final String userAgent;
  private final WebhookUrl url;
  private final WatchedTrust trust;
  private final List<String> addresses = new CopyOnWriteArrayList<>();
  private final ExecutorService lookups = Executors.newCachedThreadPool(daemons());
  private final DeliveryMetrics metrics = new DeliveryMetrics(new SimpleMeterRegistry());
  private final CloseableHttpClient client;

  WebhookProbe(
      String url,
      DeliveryProperties properties,
      Network network,
      X509ExtendedTrustManager trusted,
      String userAgent,
      Duration patience) {
    this.properties = properties;
    this.userAgent = userAgent;
    this.url = WebhookUrl.of(url);
    timeouts = impatient(properties.timeout(), patience);
    policy = new AddressPolicy(properties.allow());
    trust = new WatchedTrust(trusted);
    Network watched =
        new Network(host -> noted(network.lookup(), host), network.sockets(), trust.context());
    client =
        WebhookClient.of(
            properties,
            watched,
            Dialling.of(properties, policy, watched.lookup(), lookups),
            new Manners(),
            metrics);
  }

  /** The webhook as people may see it: without credentials and query. */
  public String shownUrl() {
    return MaskedUrl.of(url);
  }

  /** Whether it is plain http, where there is no certificate. */
  public boolean isPlain() {
    return url.origin().scheme().equals("http");
  }

  /** What the look-up of its host found; empty as long as there was none. */
  public List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** What it showed of itself in TLS; null as long as there was no handshake. */
  public @Nullable SeenCertificate certificate() {
    return trust.seen();
  }

  /** The host or the address of the webhook, by which a setting may allow it. */
  public String host() {
    return url.origin().hostOrAddress();
  }

  /** How long an answer is waited for. */
  public Duration patience() {
    return timeouts.firstByte();
  }

  /** Sends it once. Never throws for anything the dealer or the network does. */
  public ProbeResult send(ProbeMessage message) {
    return send(group(message), message.body(), message.age(), properties.secretHeader());
  }

  /** Sends a message that is for no dealer; its secret only signs. Never throws likewise. */
  ProbeResult post(String id, String secret, byte[] body) {
    WebhookGroup nobodys = new WebhookGroup(id, url, secret, List.of(), List.of());
    return send(nobodys, body, Duration.ZERO, false);
  }

  private ProbeResult send(
      WebhookGroup group, byte[] body, Duration age, boolean withSecretHeader) {
    Exchange exchange = new Exchange(System::nanoTime, sent -> {});
    WebhookSender sender =
        new WebhookSender(
            client,
            policy,
            new Payload(body, 0),
            () -> Instant.now().minus(age),
            Traces.begin(null),
            userAgent,
            withSecretHeader,
            metrics);
    AttemptResult result = timed(() -> sender.send(group, 1, exchange), exchange, body);
    Map<String, Long> millis = new LinkedHashMap<>();
    exchange.millisByPhase().forEach((phase, took) -> millis.put(phase.name(), took));
    return new ProbeResult(
        reached(result, millis),
        millis,
        result.status(),
        result instanceof AttemptResult.Confirmed confirmed ? confirmed.token() : null,
        result instanceof AttemptResult.Failed failed ? failed.reason() : null,
        exchange.lasted());
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    lookups.shutdownNow();
  }

  private AttemptResult timed(Supplier<AttemptResult> sending, Exchange exchange, byte[] body) {
    FutureTask<AttemptResult> task = new FutureTask<>(sending::get);
    Thread thread = Thread.ofVirtual().name("webhook-probe").start(task);
    Duration whole = timeouts.wholeExchange(body.length);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (exchange.isOverdue(timeouts, whole)) {
            exchange.markOverdue();
            thread.interrupt();
          }
        } catch (InterruptedException e) {
          interrupted = true;
          exchange.markAbandoned();
          thread.interrupt();
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ProbeResult.Reached reached(AttemptResult result, Map<String, Long> millis) {
    if (result.status() != null) {
      return ProbeResult.Reached.ANSWER;
    }
    if (result instanceof AttemptResult.Failed failed && failed.kind() == FailureKind.BLOCKED) {
      return ProbeResult.Reached.BLOCKED;
    }
    if (!millis.containsKey(Exchange.Phase.DNS.name())) {
      return ProbeResult.Reached.REFUSED;
    }
    if (millis.containsKey(Exchange.Phase.SEND.name())) {
      return ProbeResult.Reached.MESSAGE;
    }
    if (millis.containsKey(Exchange.Phase.TLS.name())) {
      return ProbeResult.Reached.TLS;
    }
    return millis.containsKey(Exchange.Phase.CONNECT.name())
        ? ProbeResult.Reached.CONNECTION
        : ProbeResult.Reached.LOOKUP;
  }

  private WebhookGroup group(ProbeMessage message) {
    return new WebhookGroup(
        message.webhookId(),
        url,
        message.secret(),
        message.previousSecrets(),
        List.of(
            new SnapshotDealer(
                0,
                message.bac(),
                null,
                null,
                url.text(),
                message.secret(),
                null,
                DealerState.PENDIENTE)));
  }

  private InetAddress[] noted(Network.Lookup lookup, String host) throws UnknownHostException {
    InetAddress[] found = lookup.addressesOf(host);
    for (InetAddress address : found) {
      if (!addresses.contains(address.getHostAddress())) {
        addresses.add(address.getHostAddress());
      }
    }
    return found;
  }

  private static DeliveryProperties.Timeouts impatient(
      DeliveryProperties.Timeouts usual, Duration patience) {
    Duration whole = patience.plus(usual.dns()).plus(usual.connect()).plus(usual.tls());
    return new DeliveryProperties.Timeouts(
        usual.dns(),
        usual.connect(),
        usual.tls(),
        shorter(usual.firstByte(), patience),
        shorter(usual.exchange(), whole),
        usual.bytesPerSecond(),
        shorter(usual.longest(), whole));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static ThreadFactory daemons() {
    return Thread.ofPlatform().daemon().name("webhook-probe-dns-", 0).factory();
  }
}
