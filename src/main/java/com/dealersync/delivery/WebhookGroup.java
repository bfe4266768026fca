package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dealers of a load that share one webhook and secret: they get one POST, and its answer is the
 * answer of each of them.
 *
 * @param webhookId the {@code webhook-id} of every attempt, resume and re-run of this load to it
 * @param target the webhook, as it was read
 * @param secret signs the message; null if the dealers have none. Never logged
 * @param previousSecrets those that a dealer may still check with; they sign too. Never logged
 * @param dealers those that are open; none if all of them were confirmed or taken out meanwhile
 */
public record WebhookGroup(
    String webhookId,
    WebhookUrl target,
    @Nullable String secret,
    List<String> previousSecrets,
    List<SnapshotDealer> dealers) {

  public WebhookGroup {
    previousSecrets = List.copyOf(previousSecrets);
    dealers = List.copyOf(dealers);
  }

  /** The webhook, normalised. */
  public String url() {
    return target.text();
  }

  /**
   * What is left of a webhook without an open dealer: nothing can be sent to it.
   *
   * @param dealer one that it had
   */
  static WebhookGroup ofNobody(long dealer) {
    return new WebhookGroup("msg_nobody-" + dealer, WebhookUrl.of(""), null, List.of(), List.of());
  }

  @Override
  public String toString() {
    return "WebhookGroup[webhookId=%s, dealers=%d]".formatted(webhookId, dealers.size());
  }
}
