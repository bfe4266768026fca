package com.dealersync.lock;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.redis.util.RedisLockRegistry;

/**
 * A free lock taken and released, by one thread, as each library does it that promises to delete
 * nobody else's; without log lines, of which this service has one. The server is that of the system
 * property {@value #REDIS}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LockBenchmark {

  /** The property with the URL of the server. */
  public static final String REDIS = "bench.redis";

  private static final Duration TTL = Duration.ofSeconds(600);
  private static final String NAME = "Bench";

  private static LockClient connected() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    return LockClient.of(URI.create(System.getProperty(REDIS)).getPort());
  }

  /** This service's. */
  @State(Scope.Benchmark)
  public static class Service {
    private LockClient client;

    @Setup
    public void connect() {
      client = connected();
    }

    @TearDown
    public void close() {
      client.close();
    }
  }

  @Benchmark
  public boolean service(Service service) {
    LockToken token = LockToken.ofNewRun();
    service.client.lock().acquire(NAME, token);
    return service.client.lock().release(NAME, token);
  }

  /** On Lettuce, with safe updates. */
  @State(Scope.Benchmark)
  public static class ShedLock {
    private LockClient client;
    private RedisLockProvider locks;

    @Setup
    public void connect() {
      client = connected();
      locks = new RedisLockProvider.Builder(client.connections()).safeUpdate(true).build();
    }

    @TearDown
    public void close() {
      client.close();
    }
  }

  @Benchmark
  public Optional<SimpleLock> shedLock(ShedLock shedLock) {
    Optional<SimpleLock> lock =
        shedLock.locks.lock(new LockConfiguration(Instant.now(), NAME, TTL, Duration.ZERO));
    lock.orElseThrow().unlock();
    return lock;
  }

  /** On its own client. */
  @State(Scope.Benchmark)
  public static class RedissonLock {
    private RedissonClient client;
    private RLock lock;

    @Setup
    public void connect() {
      connected().close();
      Config config = new Config();
      config.useSingleServer().setAddress(System.getProperty(REDIS));
      client = Redisson.create(config);
      lock = client.getLock(NAME);
    }

    @TearDown
    public void close() {
      client.shutdown();
    }
  }

  @Benchmark
  public boolean redisson(RedissonLock redisson) throws InterruptedException {
    boolean taken = redisson.lock.tryLock(0, TTL.toSeconds(), TimeUnit.SECONDS);
    redisson.lock.unlock();
    return taken;
  }

  /** On Lettuce, a spin lock. */
  @State(Scope.Benchmark)
  public static class SpringIntegration {
    private LockClient client;
    private RedisLockRegistry locks;

    @Setup
    public void connect() {
      client = connected();
      LettuceConnectionFactory connections = client.connections();
      locks = new RedisLockRegistry(connections, "bench", TTL.toMillis());
      locks.setRedisLockType(RedisLockRegistry.RedisLockType.SPIN_LOCK);
    }

    @TearDown
    public void close() {
      locks.destroy();
      client.close();
    }
  }

  @Benchmark
  public boolean springIntegration(SpringIntegration registry) {
    var lock = registry.locks.obtain(NAME);
    boolean taken = lock.tryLock();
    lock.unlock();
    return taken;
  }
}
