package com.dealersync.testing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The Redis of all tests that do not harm it; each Spring context has a numbered database in it.
 */
enum SharedRedis {
  INSTANCE;

  private final TestRedis redis = TestRedis.started();
  private final AtomicInteger databases = new AtomicInteger();

  String freshUrl() {
    return redis.url() + "/" + databases.getAndIncrement();
  }
}
