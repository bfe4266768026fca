package com.dealersync.delivery;

/** A group on its way through the run. Belongs to the thread that dispatches. */
final class Delivery {
  private final WebhookGroup group;
  private final WebhookUrl url;
  private int attempts;

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

  /** Attempts begun so far. */
  int attempts() {
    return attempts;
  }

  void beginAttempt() {
    attempts++;
  }

  /** The last word on it. */
  Settlement settle(AttemptResult result) {
    return switch (result) {
      case AttemptResult.Confirmed confirmed ->
          new Settlement.Confirmed(group, attempts, confirmed.status(), confirmed.token());
      case AttemptResult.Failed failed ->
          new Settlement.Failed(group, attempts, failed.status(), failed.reason());
    };
  }
}
