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
  private final int origin;
  private @Nullable WebhookGroup group;
  private @Nullable WebhookUrl url;
  private int attempts;
  private @Nullable Duration lasted;
  private AttemptResult.@Nullable Failed lastFailure;

  /**
   * @param webhook its number among the {@link Webhooks}
   * @param origin likewise
   */
  Delivery(int webhook, int origin) {
    this.webhook = webhook;
    this.origin = origin;
  }

  int webhook() {
    return webhook;
  }

  int origin() {
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

  void beginAttempt() {
    attempts++;
  }

  /** Its latest attempt has ended after that long. */
  void lasted(Duration time) {
    lasted = time;
  }

  void failed(AttemptResult.Failed failure) {
    lastFailure = failure;
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
    AttemptResult.Failed failure = lastFailure;
    return failure == null
        ? new Settlement.Failed(group(), attempts, null, null, otherwise)
        : new Settlement.Failed(group(), attempts, failure.status(), lasted, failure.reason());
  }
}
