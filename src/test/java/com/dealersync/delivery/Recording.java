package com.dealersync.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps in memory what a database would. */
class Recording implements DeliveryRecorder {
  private final AtomicBoolean mayContinue = new AtomicBoolean(true);
  private final AtomicBoolean maySend = new AtomicBoolean(true);
  private final List<List<WebhookGroup>> sendings = new CopyOnWriteArrayList<>();
  private final List<WebhookGroup> withdrawn = new CopyOnWriteArrayList<>();
  private final Map<String, Settlement> settlements = new ConcurrentHashMap<>();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();

  @Override
  public boolean mayContinue() {
    return mayContinue.get();
  }

  @Override
  public boolean maySend() {
    return maySend.get();
  }

  @Override
  public void record(List<WebhookGroup> sending, List<Settlement> settled) {
    if (!sending.isEmpty()) {
      sending(sending);
    }
    if (!settled.isEmpty()) {
      settled(settled);
    }
  }

  @Override
  public void withdraw(List<WebhookGroup> unsent) {
    withdrawn.addAll(unsent);
  }

  void sending(List<WebhookGroup> groups) {
    sendings.add(groups);
  }

  void settled(List<Settlement> arrived) {
    batches.add(arrived.size());
    for (Settlement settlement : arrived) {
      Settlement before = settlements.put(settlement.group().webhookId(), settlement);
      if (before != null) {
        throw new AssertionError("Settled twice: " + settlement.group());
      }
    }
  }

  void maySend(boolean may) {
    maySend.set(may);
  }

  void stop() {
    mayContinue.set(false);
  }

  List<WebhookGroup> announced() {
    return sendings.stream().flatMap(List::stream).toList();
  }

  List<WebhookGroup> withdrawn() {
    return List.copyOf(withdrawn);
  }

  Map<String, Settlement> byWebhookId() {
    return Map.copyOf(settlements);
  }

  List<Settlement> settlements() {
    return new ArrayList<>(settlements.values());
  }

  /** Settlements by the URL of their group. */
  Map<String, Settlement> byUrl() {
    return settlements.values().stream()
        .collect(Collectors.toMap(settlement -> settlement.group().url(), Function.identity()));
  }

  List<Integer> batches() {
    return List.copyOf(batches);
  }
}
