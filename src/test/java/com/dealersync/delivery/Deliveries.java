package com.dealersync.delivery;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.payload.Payload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Short ways to what the tests of this package need. */
final class Deliveries {
  static final String SECRET = "un-secreto-del-dealer";
  static final Payload PAYLOAD =
      new Payload("{\"listaProductos\":[]}".getBytes(StandardCharsets.UTF_8), 0);

  private Deliveries() {}

  /** The properties as an operator would set them: names without prefix and values in turn. */
  static DeliveryProperties properties(String... namesAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put("dealer-sync.delivery." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(map))
        .bindOrCreate("dealer-sync.delivery", DeliveryProperties.class);
  }

  /** Likewise, with loopback allowed and nothing to wait for. */
  static DeliveryProperties local(String... namesAndValues) {
    List<String> all = new ArrayList<>(List.of("allow", "127.0.0.1/32"));
    all.addAll(List.of(namesAndValues));
    return properties(all.toArray(String[]::new));
  }

  static FanOut fanOut(DeliveryProperties properties) {
    return fanOut(properties, Network.ofJvm());
  }

  static FanOut fanOut(DeliveryProperties properties, Network network) {
    return new FanOut(
        properties, network, "1.2.3", new DeliveryMetrics(new SimpleMeterRegistry()), null);
  }

  static SnapshotDealer dealer(long id, String url) {
    return dealer(id, url, SECRET);
  }

  static SnapshotDealer dealer(long id, String url, String secret) {
    return new SnapshotDealer(
        id, "BAC" + id, "Dealer " + id, null, url, secret, null, DealerState.PENDIENTE);
  }

  static List<WebhookGroup> groups(String... urls) {
    List<SnapshotDealer> dealers = new ArrayList<>();
    for (String url : urls) {
      dealers.add(dealer(dealers.size() + 1, url));
    }
    return plan(24, dealers).groups();
  }

  /** Of dealers whose secrets were never replaced, or too long ago. */
  static DeliveryPlan plan(long loadId, List<SnapshotDealer> dealers) {
    return DeliveryPlan.of(loadId, dealers, previous -> false);
  }

  /** These groups, each read again as from a database. */
  static Webhooks webhooks(List<WebhookGroup> groups) {
    return webhooks(
        groups,
        dealers ->
            groups.stream()
                .filter(group -> dealers.contains(group.dealers().getFirst().id()))
                .toList());
  }

  static Webhooks webhooks(List<WebhookGroup> groups, Webhooks.Reader reader) {
    WebhooksBuilder builder = new WebhooksBuilder();
    groups.forEach(group -> group.dealers().forEach(dealer -> builder.add(dealer, true)));
    return builder.open(reader);
  }

  /** Delivers with these properties and returns what was recorded. */
  static Recording deliver(DeliveryProperties properties, List<WebhookGroup> groups) {
    Recording recording = new Recording();
    try (FanOut fanOut = fanOut(properties)) {
      fanOut.deliver(PAYLOAD, webhooks(groups), recording, Instant::now);
    }
    return recording;
  }
}
