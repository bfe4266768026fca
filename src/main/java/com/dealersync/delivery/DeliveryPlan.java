package com.dealersync.delivery;

import com.dealersync.catalog.PreviousSecret;
import com.dealersync.catalog.SnapshotDealer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom a load goes to.
 *
 * @param groups one per distinct webhook and secret, in the order of their first dealer
 * @param withoutWebhook dealers that cannot be reached because they have no URL
 */
public record DeliveryPlan(List<WebhookGroup> groups, List<SnapshotDealer> withoutWebhook) {

  // Each costs a pass over the whole payload at every attempt, and a place in a header line.
  private static final int MOST_PREVIOUS_SECRETS = 10;

  public DeliveryPlan {
    groups = List.copyOf(groups);
    withoutWebhook = List.copyOf(withoutWebhook);
  }

  /**
   * Groups the dealers of a load that are still open.
   *
   * @param loadId the load's key
   * @param open in the order of their keys
   * @param isValid whether a dealer may still check with a secret that was replaced
   */
  static DeliveryPlan of(
      long loadId, List<SnapshotDealer> open, Predicate<PreviousSecret> isValid) {
    return of(Long.toString(loadId), open, isValid);
  }

  /**
   * Groups the dealers that get a message.
   *
   * @param message what is sent: the load's key, and what makes it another message
   * @param open in the order of their keys
   * @param isValid whether a dealer may still check with a secret that was replaced
   */
  static DeliveryPlan of(
      String message, List<SnapshotDealer> open, Predicate<PreviousSecret> isValid) {
    Map<WebhookKey, List<SnapshotDealer>> byWebhook = new LinkedHashMap<>();
    List<SnapshotDealer> withoutWebhook = new ArrayList<>();
    for (SnapshotDealer dealer : open) {
      WebhookKey key = WebhookKey.of(dealer);
      if (key == null) {
        withoutWebhook.add(dealer);
      } else {
        byWebhook.computeIfAbsent(key, k -> new ArrayList<>()).add(dealer);
      }
    }
    List<WebhookGroup> groups = new ArrayList<>();
    byWebhook.forEach(
        (key, dealers) ->
            groups.add(
                new WebhookGroup(
                    webhookId(message, key.url().text(), dealers),
                    key.url(),
                    key.secret(),
                    previousSecrets(key.secret(), dealers, isValid),
                    dealers)));
    return new DeliveryPlan(groups, withoutWebhook);
  }

  /**
   * Says: this load to these dealers. So it is the same for every attempt, resume and re-run while
   * they are the same, and another one for the rest of a group of which some have confirmed: the
   * receiver must not take its message for one that it has worked off. The secret is left out, so
   * that the id tells nothing about it and survives its rotation.
   */
  private static String webhookId(String message, String url, List<SnapshotDealer> dealers) {
    String who =
        dealers.stream()
            .mapToLong(SnapshotDealer::id)
            .sorted()
            .mapToObj(Long::toString)
            .collect(Collectors.joining(","));
    String name = message + "\n" + url + "\n" + who;
    return "msg_" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Each dealer of a group may have changed over from another secret: all of these sign. */
  private static List<String> previousSecrets(
      @Nullable String present, List<SnapshotDealer> dealers, Predicate<PreviousSecret> isValid) {
    Set<String> previous = new LinkedHashSet<>();
    for (SnapshotDealer dealer : dealers) {
      PreviousSecret secret = dealer.previousSecret();
      if (secret != null
          && previous.size() < MOST_PREVIOUS_SECRETS
          && isValid.test(secret)
          && !secret.value().equals(present)
          && WebhookSecret.isUsable(secret.value(), false)) {
        previous.add(secret.value());
      }
    }
    return List.copyOf(previous);
  }
}
