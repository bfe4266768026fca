package com.dealersync.bench;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * So many webhooks that are to get the same bytes.
 *
 * @param rows of the catalog in the payload
 * @param payload the very bytes that the service renders of them
 * @param url of the webhook of that number, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Workload(int webhooks, int parallelism, int rows, byte[] payload, IntFunction<String> url) {

  Workload of(int other) {
    return new Workload(other, parallelism, rows, payload, url);
  }

  Workload with(int other) {
    return new Workload(webhooks, other, rows, payload, url);
  }

  Workload to(IntFunction<String> other) {
    return new Workload(webhooks, parallelism, rows, payload, other);
  }

  String url(int n) {
    return url.apply(n);
  }

  IntStream numbers() {
    return IntStream.range(0, webhooks);
  }

  static String bac(int n) {
    return "BAC" + n;
  }

  static String secret(int n) {
    return "un-secreto-de-32-bytes-" + (100_000_000 + n);
  }
}
