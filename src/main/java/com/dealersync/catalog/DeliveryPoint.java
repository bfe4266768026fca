package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a stretch of time, by their last attempt.
 *
 * @param index which stretch, from 0
 * @param confirmed dealers that confirmed
 * @param failed dealers that did not
 * @param latency null if nobody noted how long they took
 */
public record DeliveryPoint(int index, int confirmed, int failed, @Nullable Latency latency) {

  /** How long the last attempts took, in milliseconds. */
  public record Latency(long p50, long p95, long max) {}
}
