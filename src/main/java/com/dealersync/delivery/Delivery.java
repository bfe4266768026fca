package com.dealersync.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A webhook on its way through the run. Belongs to the thread that dispatches; the one that records
 * gives it its group, between its announcement and the answer to that.
 */
final class Delivery {
  private final int webhook;
  private final long origin;
  private @Nullable WebhookGroup group;
  private @Nullable WebhookUrl url;
  private volatile boolean untouched = true;
  private int attempts;
  private long began;
  private long notBefore;
  private boolean probe;
  private @Nullable Duration lasted;
  private AttemptResult.@Nullable Failed lastFailure;

  /**
   * @param webhook its number among the {@link Webhooks}
   * @param origin likewise
   */
  Delivery(int webhook, long origin) {
    this.webhook = webhook;
    this.origin = origin;
  }

  int webhook() {
    return webhook;
  }

  long origin() {
    return origin;
  }

  void isFor(WebhookGroup group) {
    this.group = group;
    url = WebhookUrl.of(group.url());
  }

  WebhookGroup group() {
    return requireNonNull(group);
  }

  WebhookUrl url() {
    return requireNonNull(url);
  }

  /** Attempts begun so far. */
  int attempts() {
    return attempts;
  }

  /**
   * @param now in the node's time
   */
  void beginAttempt(long now) {
    untouched = false;
    attempts++;
    began = now;
  }

  /** Whether no attempt was begun and it is not settled. May be asked by any thread. */
  boolean isUntouched() {
    return untouched;
  }

  /** When its latest attempt began. */
  long began() {
    return began;
  }

  /** Whether its latest attempt is the probe of a breaker. */
  void isProbe(boolean probe) {
    this.probe = probe;
  }

  boolean isProbe() {
    return probe;
  }

  /** Before then it must not be sent again, because its dealer has asked for that. */
  long notBefore() {
    return notBefore;
  }

  /** Its latest attempt has ended after that long. */
  void lasted(Duration time) {
    lasted = time;
  }

  /**
   * @param notBefore when it may be sent again at the earliest
   */
  void failed(AttemptResult.Failed failure, long notBefore) {
    lastFailure = failure;
    this.notBefore = notBefore;
  }

  Settlement confirmed(AttemptResult.Confirmed confirmed) {
    return new Settlement.Confirmed(
        group(), attempts, confirmed.status(), lasted, confirmed.token());
  }

  /**
   * Settles it with the reason of its last attempt.
   *
   * @param otherwise the reason if none was made, in Spanish
   */
  Settlement givenUp(String otherwise) {
    untouched = false;
    AttemptResult.Failed failure = lastFailure;
    return failure == null
        ? new Settlement.Failed(group(), attempts, null, null, otherwise)
        : new Settlement.Failed(group(), attempts, failure.status(), lasted, failure.reason());
  }
}
