package com.dealersync.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;

/**
 * The Redis of all tests that do not harm it; each Spring context has a numbered database in it.
 * Beside an Oracle in a container it is a container, too, of a newer version.
 */
enum SharedRedis {
  INSTANCE;

  private static final int PORT = 6379;

  private final String url =
      DatabaseKind.current() == DatabaseKind.ORACLE ? contained() : TestRedis.started().url();
  private final AtomicInteger databases = new AtomicInteger();

  String freshUrl() {
    return url + "/" + databases.getAndIncrement();
  }

  /** Testcontainers removes it when the JVM ends. */
  @SuppressWarnings("resource")
  private static String contained() {
    GenericContainer<?> redis =
        new GenericContainer<>("redis:7.4-alpine")
            .withExposedPorts(PORT)
            .withCommand("redis-server", "--databases", "1024", "--save", "");
    redis.start();
    return "redis://" + redis.getHost() + ":" + redis.getMappedPort(PORT);
  }
}
