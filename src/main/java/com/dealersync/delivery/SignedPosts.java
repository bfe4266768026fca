package com.dealersync.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends single signed messages that are no delivery, by the same rules on addresses, with the same
 * signature and within the same limits. Nothing is recorded. Thread-safe.
 */
@Component
public final class SignedPosts {
  private final WebhookProbes probes;

  SignedPosts(WebhookProbes probes) {
    this.probes = probes;
  }

  /**
   * Makes one attempt. Redirects are not followed. Never throws for anything the receiver or the
   * network does.
   *
   * @param secret signs; not sent itself
   * @param id the {@code webhook-id}, the same for each attempt
   * @param body JSON in UTF-8
   * @param patience how long an answer is waited for
   * @return null if it was answered with 2xx, else why not, in Spanish and free of secrets
   */
  public @Nullable String send(
      String url, String secret, String id, byte[] body, Duration patience) {
    try (WebhookProbe probe = probes.of(url, patience)) {
      ProbeResult result = probe.post(id, secret, body);
      if (result.isSuccess()) {
        return null;
      }
      return result.status() == null ? result.reason() : "HTTP " + result.status();
    }
  }
}
