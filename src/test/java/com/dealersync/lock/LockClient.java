package com.dealersync.lock;

import com.dealersync.testing.TestRedis;
import io.lettuce.core.ClientOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The lock as the service has it, on a test's own server. */
record LockClient(
    LettuceConnectionFactory connections, StringRedisTemplate redis, DistributedLock lock)
    implements Closeable {

  static LockClient of(TestRedis server) {
    return of(server.port());
  }

  static LockClient of(int port) {
    ClientOptions.Builder options = ClientOptions.builder();
    new RedisClientConfiguration().failFast().customize(options);
    LettuceConnectionFactory connections =
        new LettuceConnectionFactory(
            new RedisStandaloneConfiguration("127.0.0.1", port),
            LettuceClientConfiguration.builder()
                .clientOptions(options.build())
                .commandTimeout(Duration.ofSeconds(2))
                .build());
    connections.afterPropertiesSet();
    connections.start();
    StringRedisTemplate redis = new RedisClientConfiguration().stringRedisTemplate(connections);
    LockProperties properties = new LockProperties(Duration.ofSeconds(600), Duration.ofSeconds(30));
    return new LockClient(
        connections,
        redis,
        new DistributedLock(redis, properties, new LockMetrics(new SimpleMeterRegistry())));
  }

  @Override
  public void close() {
    lock.destroy();
    connections.destroy();
  }
}
