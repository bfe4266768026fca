package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import org.jspecify.annotations.Nullable;

/** What the dealers of one group have in common. */
record WebhookKey(WebhookUrl url, @Nullable String secret) {

  /** Null if the dealer has no webhook. */
  static @Nullable WebhookKey of(SnapshotDealer dealer) {
    String url = dealer.webhookUrl();
    return url == null || url.isBlank()
        ? null
        : new WebhookKey(WebhookUrl.of(url), blankToNull(dealer.secret()));
  }

  private static @Nullable String blankToNull(@Nullable String secret) {
    return secret == null || secret.isBlank() ? null : secret;
  }
}
