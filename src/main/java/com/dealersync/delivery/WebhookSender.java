package com.dealersync.delivery;

import com.dealersync.catalog.PreviousSecret;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.payload.Payload;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Makes one attempt: one signed POST and the judgement of its answer. Thread-safe. */
final class WebhookSender {
  /** Characters from which on a text is taken for a credential rather than a word. */
  private static final int TELLING = 8;

  private final HttpClient client;
  private final AddressPolicy policy;
  private final Payload payload;
  private final InstantSource clock;
  private final Traces traces;
  private final String userAgent;
  private final boolean secretHeader;
  private final DeliveryMetrics metrics;

  WebhookSender(
      HttpClient client,
      AddressPolicy policy,
      Payload payload,
      InstantSource clock,
      Traces traces,
      String userAgent,
      boolean secretHeader,
      DeliveryMetrics metrics) {
    this.client = client;
    this.policy = policy;
    this.payload = payload;
    this.clock = clock;
    this.traces = traces;
    this.userAgent = userAgent;
    this.secretHeader = secretHeader;
    this.metrics = metrics;
  }

  /** Never throws for anything the dealer or the network does. */
  AttemptResult send(WebhookGroup group, int attempt, Exchange exchange) {
    AttemptResult result = metered(group, exchange);
    // An interrupt has done its work by now, and must not disturb the log.
    Thread.interrupted();
    AttemptLog.attempted(group, attempt, payload.bytes().length, result, exchange);
    return result;
  }

  private AttemptResult metered(WebhookGroup group, Exchange exchange) {
    metrics.began();
    try {
      AttemptResult result = judge(group, exchange);
      metrics.ended(result, exchange);
      return result;
    } finally {
      metrics.left();
    }
  }

  private AttemptResult judge(WebhookGroup group, Exchange exchange) {
    return switch (group.target()) {
      case WebhookUrl.Unusable unusable ->
          AttemptResult.Failed.without(FailureKind.UNUSABLE, unusable.reason());
      case WebhookUrl.Usable usable -> {
        Reason refusal = policy.refusal(usable.origin());
        yield refusal == null
            ? post(group, usable, exchange)
            : AttemptResult.Failed.without(refusal);
      }
    };
  }

  private AttemptResult post(WebhookGroup group, WebhookUrl.Usable url, Exchange exchange) {
    if (!group.dealers().isEmpty() && WebhookKey.isNameless(group.dealers().getFirst())) {
      return AttemptResult.Failed.without(SnapshotReason.NO_BAC);
    }
    String problem = WebhookSecret.problem(group.secret());
    if (problem != null) {
      return AttemptResult.Failed.without(FailureKind.UNUSABLE, problem);
    }
    Traces.Attempt trace = traces.attempt(group.webhookId());
    AttemptResult result = post(group, url, exchange, trace.traceparent());
    trace.ended(result);
    return secretHeader && !WebhookSecret.fitsAHeader(group.secret())
        ? WebhookSecret.withoutHeader(result)
        : result;
  }

  private AttemptResult post(
      WebhookGroup group, WebhookUrl.Usable url, Exchange exchange, String traceparent) {
    try {
      HttpPost request = new HttpPost(URI.create(url.text()));
      List<String> signatures = addHeaders(request, group, traceparent);
      request.setEntity(new PayloadEntity(payload.bytes(), exchange));
      Supplier<Scrubber> scrubber = () -> scrubber(group, signatures, url);
      try {
        return discreet(exchange(request, url.origin(), exchange).judge(scrubber, exchange), group);
      } catch (UnreadableReplyException e) {
        return unreadable(e, scrubber);
      }
    } catch (Exception e) {
      return Faults.of(e, exchange);
    }
  }

  /** The status of a refusal says enough. */
  private static AttemptResult unreadable(
      UnreadableReplyException reply, Supplier<Scrubber> scrubber) {
    Integer status = reply.status();
    if (status == null) {
      return AttemptResult.Failed.without(reply.reason());
    }
    return Reply.isSuccess(status) || reply.reason().kind() != FailureKind.NO_ACK
        ? AttemptResult.Failed.of(reply.reason(), status, reply.detail())
        : Reply.withoutBody(status).refusal(scrubber);
  }

  private Reply exchange(HttpPost request, Origin origin, Exchange exchange) throws Exception {
    try {
      return exchangeOnce(request, origin, exchange);
    } catch (LostConnectionException e) {
      if (exchange.isAbandoned() || exchange.overdueIn() != null) {
        throw e;
      }
      exchange.insistOnFreshConnection();
      return exchangeOnce(request, origin, exchange);
    }
  }

  private Reply exchangeOnce(HttpPost request, Origin origin, Exchange exchange) throws Exception {
    exchange.enter(Exchange.Phase.DNS);
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(WebhookClient.EXCHANGE, exchange);
    // The connections ask for it.
    context.setUserToken(exchange);
    HttpHost target = new HttpHost(origin.scheme(), origin.hostOrAddress(), origin.port());
    ClassicHttpResponse response = client.executeOpen(target, request, context);
    try {
      exchange.enter(Exchange.Phase.READ);
      exchange.connectedTo(address(context.getEndpointDetails()));
      Reply reply = Reply.read(response, clock, exchange::documentArrived);
      if (!reply.complete()) {
        // Closing politely would first read the rest, however much that is.
        request.cancel();
      }
      return reply;
    } finally {
      closeQuietly(response);
    }
  }

  /**
   * A token is kept as it was sent or not at all, and one that holds the dealer's secret would show
   * it to whoever sees the run. A secret too short to be one may stand in a token by chance.
   */
  private static AttemptResult discreet(AttemptResult result, WebhookGroup group) {
    return result instanceof AttemptResult.Confirmed(Integer status, String token)
            && token != null
            && secrets(group).stream().anyMatch(it -> tells(token, it))
        ? AttemptResult.Failed.of(ReplyReason.TELLING_TOKEN, status)
        : result;
  }

  private static boolean tells(String token, String secret) {
    // Whatever holds the secret also holds what follows its prefix.
    String bare = WebhookSecret.bare(secret);
    String telling = bare.length() >= TELLING ? bare : secret;
    return telling.length() >= TELLING && token.contains(telling);
  }

  private static Scrubber scrubber(
      WebhookGroup group, List<String> signatures, WebhookUrl.Usable url) {
    return new Scrubber(
        Stream.of(
                signatures.stream(),
                secrets(group).stream(),
                Stream.ofNullable(url.query()),
                // A dealer that complains of a key names the key, not the parameter.
                url.queryValues().filter(value -> value.length() >= TELLING))
            .flatMap(Function.identity()));
  }

  /** Every secret of the dealers, also one that has had its time. */
  private static List<String> secrets(WebhookGroup group) {
    List<String> secrets = new ArrayList<>(group.previousSecrets());
    if (group.secret() != null) {
      secrets.add(group.secret());
    }
    for (SnapshotDealer dealer : group.dealers()) {
      PreviousSecret previous = dealer.previousSecret();
      if (previous != null) {
        secrets.add(previous.value());
      }
    }
    return secrets;
  }

  private List<String> addHeaders(HttpPost request, WebhookGroup group, String traceparent) {
    long timestamp = clock.instant().getEpochSecond();
    request.addHeader("webhook-id", group.webhookId());
    request.addHeader("webhook-timestamp", Long.toString(timestamp));
    List<String> signatures =
        Stream.concat(Stream.ofNullable(group.secret()), group.previousSecrets().stream())
            .map(secret -> Signature.of(secret, group.webhookId(), timestamp, payload.bytes()))
            .toList();
    if (!signatures.isEmpty()) {
      request.addHeader("webhook-signature", String.join(" ", signatures));
    }
    if (group.secret() != null && secretHeader && WebhookSecret.fitsAHeader(group.secret())) {
      request.addHeader("X-Webhook-Secret", group.secret());
    }
    request.addHeader(HttpHeaders.USER_AGENT, userAgent);
    request.addHeader("traceparent", traceparent);
    request.addHeader(HttpHeaders.ACCEPT, "application/json");
    request.addHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    if (!group.dealers().isEmpty()) {
      DealersHeader.addTo(request, group.dealers());
    }
    return signatures;
  }

  private static @Nullable String address(@Nullable EndpointDetails endpoint) {
    return endpoint == null || endpoint.getRemoteAddress() == null
        ? null
        : endpoint.getRemoteAddress().toString();
  }

  private static void closeQuietly(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // What it said has been read, and a broken connection is not used again.
    }
  }
}
