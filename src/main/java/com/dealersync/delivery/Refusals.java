package com.dealersync.delivery;

import java.net.UnknownHostException;
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
  private final CheckedDnsResolver dnsResolver;
  private final boolean secretHeader;
  private final int lookupsAtOnce;

  /**
   * @param lookupsAtOnce how many look-ups have a thread: one that queues for it would time out
   */
  Refusals(
      AddressPolicy policy,
      CheckedDnsResolver dnsResolver,
      boolean secretHeader,
      int lookupsAtOnce) {
    this.policy = policy;
    this.dnsResolver = dnsResolver;
    this.secretHeader = secretHeader;
    this.lookupsAtOnce = lookupsAtOnce;
  }

  List<Refusal> of(List<WebhookGroup> groups) {
    Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    Semaphore lookups = new Semaphore(lookupsAtOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (WebhookGroup group : groups) {
        threads.execute(
            () -> {
              lookups.acquireUninterruptibly();
              try {
                String reason = reason(group);
                if (reason != null) {
                  refusals.add(new Refusal(group, reason));
                }
              } finally {
                lookups.release();
              }
            });
      }
    }
    return List.copyOf(refusals);
  }

  private @Nullable String reason(WebhookGroup group) {
    if (!WebhookSecret.isUsable(group.secret(), secretHeader)) {
      return WebhookSecret.UNUSABLE;
    }
    return switch (WebhookUrl.of(group.url())) {
      case WebhookUrl.Unusable unusable -> unusable.reason();
      case WebhookUrl.Usable usable -> reason(usable.origin());
    };
  }

  private @Nullable String reason(Origin origin) {
    String refusal = policy.refusal(origin);
    if (refusal != null) {
      return refusal;
    }
    try {
      dnsResolver.resolve(origin.hostOrAddress(), origin.port());
      return null;
    } catch (BlockedAddressException e) {
      return BlockedAddressException.REASON;
    } catch (UnknownHostException e) {
      // It may be known by the time of the run, and then it is not refused.
      return null;
    }
  }
}
