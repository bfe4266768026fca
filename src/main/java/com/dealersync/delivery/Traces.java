package com.dealersync.delivery;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** One W3C trace per run, so that a dealer's log lines can be matched with ours. */
record Traces(String traceId) {

  static Traces begin() {
    return new Traces(randomHex() + randomHex());
  }

  /** A {@code traceparent} for the next attempt. */
  String next() {
    return "00-" + traceId + "-" + randomHex() + "-00";
  }

  /** Never all zeros, which the specification forbids. */
  private static String randomHex() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }
}
