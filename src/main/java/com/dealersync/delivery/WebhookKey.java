package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import org.jspecify.annotations.Nullable;

/**
 * What the dealers of one group have in common.
 *
 * @param nameless they have no BAC: nothing can be sent for them, and the others must not suffer
 */
record WebhookKey(WebhookUrl url, @Nullable String secret, boolean nameless) {

  /** Null if the dealer has no webhook. */
  static @Nullable WebhookKey of(SnapshotDealer dealer) {
    String url = dealer.webhookUrl();
    return url == null || url.isBlank()
        ? null
        : new WebhookKey(WebhookUrl.of(url), blankToNull(dealer.secret()), isNameless(dealer));
  }

  /** Oracle takes an empty BAC for none. */
  static boolean isNameless(SnapshotDealer dealer) {
    String bac = dealer.bac();
    return bac == null || bac.isBlank();
  }

  private static @Nullable String blankToNull(@Nullable String secret) {
    return secret == null || secret.isBlank() ? null : secret;
  }
}
