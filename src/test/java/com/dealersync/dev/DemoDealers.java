package com.dealersync.dev;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import java.io.Closeable;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Dealers whose webhooks listen on free ports of 127.0.0.1. Every 47 dealers share 30 webhooks, as
 * a vendor's system serves several; seven of the first 30 webhooks do not simply confirm.
 */
final class DemoDealers implements Closeable {

  private static final int[] DEALERS_PER_WEBHOOK = {
    6, 5, 4, 3, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
  };
  private static final Map<Integer, Behaviour> ODD_WEBHOOKS =
      Map.of(
          23, Behaviour.CLOSES,
          24, Behaviour.IN_LATIN_1,
          25, Behaviour.LATE,
          26, Behaviour.SLOW,
          27, Behaviour.UNAUTHORISED,
          28, Behaviour.BROKEN,
          29, Behaviour.WITHOUT_TOKEN);

  /** Enough that the limit for one origin is not what a run waits for. */
  private static final int SHARED_SYSTEMS = 8;

  private final SecureRandom random = new SecureRandom();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<DealerServer> systems = new ArrayList<>();
  private final List<ClosingRelay> relays = new ArrayList<>();
  private final List<DemoWebhook> webhooks = new ArrayList<>();
  private final Map<String, DemoWebhook> byPath = new ConcurrentHashMap<>();
  private final List<DemoDealer> dealers = new ArrayList<>();

  private DemoDealers() {}

  /** So many dealers, ready to receive. */
  static DemoDealers started(int count) {
    DemoDealers demo = new DemoDealers();
    try {
      for (int i = 0; i < SHARED_SYSTEMS; i++) {
        demo.startSystem();
      }
      while (demo.dealers.size() < count) {
        demo.addWebhook(count);
      }
      return demo;
    } catch (RuntimeException | Error e) {
      demo.close();
      throw e;
    }
  }

  List<DemoDealer> all() {
    return List.copyOf(dealers);
  }

  List<DemoWebhook.Tally> tallies() {
    return webhooks.stream().map(DemoWebhook::tally).toList();
  }

  @Override
  public void close() {
    closing.countDown();
    relays.forEach(ClosingRelay::close);
    systems.forEach(DealerServer::close);
  }

  private void addWebhook(int count) {
    int index = webhooks.size();
    Behaviour behaviour = ODD_WEBHOOKS.getOrDefault(index, Behaviour.CONFIRMS);
    // One that misbehaves has a system of its own, as the breaker judges a whole origin.
    DealerServer system =
        behaviour == Behaviour.CONFIRMS ? systems.get(index % SHARED_SYSTEMS) : startSystem();
    String path = "/webhooks/%d/catalogo".formatted(index + 1);
    String root = behaviour == Behaviour.CLOSES ? relayBefore(system) : system.url();
    DemoWebhook webhook = new DemoWebhook(root + path, secret(), behaviour, closing);
    webhooks.add(webhook);
    byPath.put(path, webhook);
    int sharing = DEALERS_PER_WEBHOOK[index % DEALERS_PER_WEBHOOK.length];
    String dms = sharing == 1 ? null : "DMS-%d".formatted(index + 1);
    for (int i = 0; i < sharing && dealers.size() < count; i++) {
      dealers.add(DemoDealer.of(dealers.size() + 1, dms, webhook));
    }
  }

  private DealerServer startSystem() {
    DealerServer system = DealerServer.forgetful(this::answer);
    systems.add(system);
    return system;
  }

  private String relayBefore(DealerServer system) {
    ClosingRelay relay = ClosingRelay.before(system.url());
    relays.add(relay);
    return relay.url();
  }

  private Answer answer(Received request) {
    DemoWebhook webhook = byPath.get(request.path());
    return webhook == null
        ? new Answer(404, "{\"error\":\"No existe este webhook\"}")
        : webhook.answer(request);
  }

  private String secret() {
    byte[] key = new byte[24];
    random.nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }
}
