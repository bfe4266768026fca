package com.dealersync.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a probe sends.
 *
 * @param webhookId the {@code webhook-id}
 * @param bac the dealer that {@code X-GM-Dealers} names
 * @param body JSON in UTF-8; callers must not change it
 * @param secret signs, and goes into {@code X-Webhook-Secret}; null to send it unsigned
 * @param previousSecrets sign too, behind it
 * @param age by how much its timestamp is in the past
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ProbeMessage(
    String webhookId,
    String bac,
    byte[] body,
    @Nullable String secret,
    List<String> previousSecrets,
    Duration age) {

  public ProbeMessage {
    previousSecrets = List.copyOf(previousSecrets);
  }

  @Override
  public String toString() {
    return "ProbeMessage[webhookId=%s, %d bytes]".formatted(webhookId, body.length);
  }
}
