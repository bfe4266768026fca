package com.dealersync.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * How a load is delivered.
 *
 * @param parallelism how many sends may use this node at once, 1–512 or {@code auto}, which finds
 *     out what the machine and its line carry; one whose request is out and that waits for the
 *     answer does not count. Runs at work share them
 * @param perOrigin webhooks in flight from this node to one scheme, host and port, whatever the
 *     runs, so that a system that many dealers share is not flooded
 * @param waiting webhooks in flight in one run at most, 1–10,000, nearly all of which only wait for
 *     an answer: a connection and a thread of little weight each
 * @param allow hosts, addresses and CIDRs that may be plain http, any port and not public
 * @param secretHeader whether {@code X-Webhook-Secret} carries the secret itself, which today's
 *     dealers check, also over plain http where {@code allow} permits that; the signature is sent
 *     in any case
 * @param rotation for how long after a secret was replaced messages are signed with both, so that a
 *     dealer may change over when it suits it; or {@code off}
 * @param acknowledgeUnchanged whether a 2xx with a JSON object without a token confirms a message
 *     that may have arrived before: receivers of the older diagram answer a repeat like that
 * @param stopGrace how long sends in flight may still answer once the run is told to stop
 */
@ConfigurationProperties("dealer-sync.delivery")
record DeliveryProperties(
    @DefaultValue("auto") Parallelism parallelism,
    @DefaultValue("4") int perOrigin,
    @DefaultValue("2000") int waiting,
    @DefaultValue List<String> allow,
    @DefaultValue("true") boolean secretHeader,
    @DefaultValue("24h") Rotation rotation,
    @DefaultValue("false") boolean acknowledgeUnchanged,
    @DefaultValue("3s") Duration stopGrace,
    @DefaultValue Timeouts timeout,
    @DefaultValue Retry retry,
    @DefaultValue Breaker breaker,
    @DefaultValue Pause pause,
    @DefaultValue Proxy proxy) {

  DeliveryProperties {
    require("per-origin", perOrigin >= 1 && perOrigin <= 512, "1–512", perOrigin);
    require("waiting", waiting >= 1 && waiting <= 10_000, "1–10000", waiting);
    positive("stop-grace", stopGrace);
    allow = List.copyOf(allow);
    var unused = new AddressPolicy(allow);
    var noneEither = OutboundProxy.of(proxy);
  }

  /**
   * When to give up on a dealer; each is a hard limit on the whole of its phase.
   *
   * @param dns to find the addresses of a dealer's host
   * @param connect to open a connection to it
   * @param tls for the TLS handshake
   * @param firstByte from the last byte of the request to the head of the reply; receivers store
   *     the catalog before they answer
   * @param exchange for one attempt in all, plus the time of the payload at {@code bytesPerSecond}
   * @param bytesPerSecond the slowest line a dealer may have
   * @param longest for one attempt in all, however large the payload
   */
  record Timeouts(
      @DefaultValue("2s") Duration dns,
      @DefaultValue("3s") Duration connect,
      @DefaultValue("5s") Duration tls,
      @DefaultValue("120s") Duration firstByte,
      @DefaultValue("150s") Duration exchange,
      @DefaultValue("250000") long bytesPerSecond,
      @DefaultValue("10m") Duration longest) {

    Timeouts {
      positive("timeout.dns", dns);
      positive("timeout.connect", connect);
      positive("timeout.tls", tls);
      positive("timeout.first-byte", firstByte);
      positive("timeout.exchange", exchange);
      require("timeout.bytes-per-second", bytesPerSecond >= 1, "al menos 1", bytesPerSecond);
      require(
          "timeout.longest",
          longest.compareTo(exchange) >= 0,
          "al menos timeout.exchange (" + exchange + ")",
          longest);
    }

    /** The limit on a whole exchange that sends so many bytes. */
    Duration wholeExchange(long bytes) {
      Duration asked = exchange.plusMillis(bytes * 1_000 / bytesPerSecond);
      return asked.compareTo(longest) < 0 ? asked : longest;
    }
  }

  /**
   * When to try again.
   *
   * @param delays the waits before the second attempt, the third and so on; none means one attempt
   * @param jitter by which part of itself a delay varies, 0–1
   * @param tailPass whether those that are still without success get one more attempt at the end of
   *     the run
   * @param longestRetryAfter what is honoured of a dealer's {@code Retry-After}, in the last pass
   *     too; what it puts off beyond {@code budget} is not tried again
   * @param budget how long after its start a run still tries again; first attempts are always made
   */
  record Retry(
      @DefaultValue({"2s", "15s"}) List<Duration> delays,
      @DefaultValue("0.2") double jitter,
      @DefaultValue("true") boolean tailPass,
      @DefaultValue("120s") Duration longestRetryAfter,
      @DefaultValue("15m") Duration budget) {

    Retry {
      delays = List.copyOf(delays);
      delays.forEach(delay -> positive("retry.delays", delay));
      require("retry.jitter", jitter >= 0 && jitter <= 1, "0–1", jitter);
      positive("retry.longest-retry-after", longestRetryAfter);
      positive("retry.budget", budget);
    }
  }

  /**
   * When to stop sending to an origin, and for how long. Only I/O errors, time-outs, 429 and 5xx
   * count as failures.
   *
   * @param consecutiveFailures an origin is left alone after so many failures in a row
   * @param failureRate … and at this percentage of failures, 1–100
   * @param minimumAttempts of how many attempts that rate is taken at least; at most of twice as
   *     many
   * @param openFor how long an origin is left alone, until one attempt is let through as a probe
   */
  record Breaker(
      @DefaultValue("5") int consecutiveFailures,
      @DefaultValue("50") int failureRate,
      @DefaultValue("10") int minimumAttempts,
      @DefaultValue("30s") Duration openFor) {

    Breaker {
      require(
          "breaker.consecutive-failures",
          consecutiveFailures >= 1,
          "al menos 1",
          consecutiveFailures);
      require("breaker.failure-rate", failureRate >= 1 && failureRate <= 100, "1–100", failureRate);
      require("breaker.minimum-attempts", minimumAttempts >= 1, "al menos 1", minimumAttempts);
      positive("breaker.open-for", openFor);
    }
  }

  /**
   * When a run takes its own network to be at fault and pauses.
   *
   * @param attempts of how many origins, those that were last sent a message for the first time,
   *     {@code failureRate} is taken; with fewer a run never pauses, and what is sent again does
   *     not count
   * @param failureRate a run pauses when more than this percentage found no connection, 1–99
   * @param origins … and at least so many origins, so that one large dealer group is not enough
   * @param probeEvery how often one attempt is made during a pause, to see whether it is over
   */
  record Pause(
      @DefaultValue("200") int attempts,
      @DefaultValue("50") int failureRate,
      @DefaultValue("20") int origins,
      @DefaultValue("5s") Duration probeEvery) {

    Pause {
      require("pause.origins", origins >= 2, "al menos 2", origins);
      require("pause.attempts", attempts >= origins, "al menos pause.origins", attempts);
      require("pause.failure-rate", failureRate >= 1 && failureRate <= 99, "1–99", failureRate);
      positive("pause.probe-every", probeEvery);
    }
  }

  /**
   * The HTTP proxy that webhooks leave through, in a tunnel each ({@code CONNECT}).
   *
   * @param url {@code http://host:port}; none means that dealers are connected to directly,
   *     whatever the environment says
   * @param username for the proxy (Basic), never shown to a dealer
   * @param password for the proxy
   * @param noProxy hosts, suffixes such as {@code .example.com}, addresses and CIDRs that are
   *     connected to directly
   */
  record Proxy(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue List<String> noProxy) {

    Proxy {
      url = StringUtils.hasText(url) ? url.strip() : null;
      username = StringUtils.hasLength(username) ? username : null;
      password = StringUtils.hasLength(password) ? password : null;
      noProxy = List.copyOf(noProxy);
    }

    @Override
    public String toString() {
      return "Proxy[url=%s, username=%s, password=%s, noProxy=%s]"
          .formatted(url, username, password == null ? null : "***", noProxy);
    }
  }

  static void positive(String property, Duration value) {
    require(property, value.isPositive(), "mayor que cero", value);
  }

  static void require(String property, boolean valid, String expected, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "dealer-sync.delivery.%s debe ser %s, no %s".formatted(property, expected, value));
    }
  }
}
