package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The deliveries whose last attempt was in one interval of time.
 *
 * @param index which interval, from 0
 * @param confirmed dealers that confirmed
 * @param failed dealers that did not
 * @param latency null if their duration was not recorded
 */
public record DeliveryPoint(int index, int confirmed, int failed, @Nullable Latency latency) {

  /** How long the last attempts took, in milliseconds. */
  public record Latency(long p50, long p95, long max) {}
}
