package com.dealersync.delivery;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Finds the webhooks that would be refused, without opening a connection. */
final class Refusals {
  private final AddressPolicy policy;
  private final Ways ways;
  private final int lookupsAtOnce;
  private final Duration patience;

  /**
   * @param lookupsAtOnce how many look-ups have a thread: one that queues for it would time out
   * @param patience after which no host is looked up any more: someone waits for the answer
   */
  Refusals(AddressPolicy policy, Ways ways, int lookupsAtOnce, Duration patience) {
    this.policy = policy;
    this.ways = ways;
    this.lookupsAtOnce = lookupsAtOnce;
    this.patience = patience;
  }

  List<Refusal> of(Webhooks webhooks) {
    Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    Semaphore lookups = new Semaphore(lookupsAtOnce);
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      webhooks.forEach(
          group -> {
            lookups.acquireUninterruptibly();
            threads.execute(
                () -> {
                  try {
                    String reason = reason(group, System.nanoTime() - began < patience.toNanos());
                    if (reason != null) {
                      refusals.add(new Refusal(group, reason));
                    }
                  } finally {
                    lookups.release();
                  }
                });
          });
    }
    return List.copyOf(refusals);
  }

  private @Nullable String reason(WebhookGroup group, boolean lookUp) {
    if (WebhookKey.isNameless(group.dealers().getFirst())) {
      return SnapshotReason.NO_BAC.text();
    }
    String problem = WebhookSecret.problem(group.secret());
    if (problem != null) {
      return problem;
    }
    return switch (group.target()) {
      case WebhookUrl.Unusable unusable -> unusable.reason();
      case WebhookUrl.Usable usable -> reason(usable.origin(), lookUp);
    };
  }

  private @Nullable String reason(Origin origin, boolean lookUp) {
    Reason refusal = policy.refusal(origin);
    if (refusal != null) {
      return refusal.text();
    }
    if (!lookUp) {
      return null;
    }
    try {
      ways.check(origin.hostOrAddress(), origin.port());
      return null;
    } catch (BlockedAddressException e) {
      return NetworkReason.BLOCKED_ADDRESS.text();
    } catch (UnknownHostException e) {
      // It may be known by the time of the run, and then it is not refused.
      return null;
    }
  }
}
