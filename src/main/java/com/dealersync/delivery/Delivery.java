package com.dealersync.delivery;

import org.jspecify.annotations.Nullable;

/** A group on its way through the run. Belongs to the thread that dispatches. */
final class Delivery {
  private final WebhookGroup group;
  private final WebhookUrl url;
  private int attempts;
  private AttemptResult.@Nullable Failed lastFailure;

  Delivery(WebhookGroup group) {
    this.group = group;
    url = WebhookUrl.of(group.url());
  }

  WebhookGroup group() {
    return group;
  }

  WebhookUrl url() {
    return url;
  }

  Origin origin() {
    return url.origin();
  }

  /** Attempts begun so far. */
  int attempts() {
    return attempts;
  }

  void beginAttempt() {
    attempts++;
  }

  void failed(AttemptResult.Failed failure) {
    lastFailure = failure;
  }

  Settlement confirmed(AttemptResult.Confirmed confirmed) {
    return new Settlement.Confirmed(group, attempts, confirmed.status(), confirmed.token());
  }

  /**
   * Settles it with the reason of its last attempt.
   *
   * @param otherwise the reason if none was made, in Spanish
   */
  Settlement givenUp(String otherwise) {
    AttemptResult.Failed failure = lastFailure;
    return failure == null
        ? new Settlement.Failed(group, attempts, null, otherwise)
        : new Settlement.Failed(group, attempts, failure.status(), failure.reason());
  }
}
