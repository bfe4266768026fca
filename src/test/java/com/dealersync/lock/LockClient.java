package com.dealersync.lock;

import com.dealersync.testing.TestRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.data.redis.RedisProperties;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The lock as the service has it, on a test's own server. */
record LockClient(
    ClientResources resources,
    LettuceConnectionFactory connections,
    StringRedisTemplate redis,
    DistributedLock lock)
    implements Closeable {

  static LockClient of(TestRedis server) {
    return of(server.port());
  }

  static LockClient of(int port) {
    ClientOptions.Builder options = ClientOptions.builder();
    new RedisClientConfiguration().failFast().customize(options);
    ClientResources.Builder resources = ClientResources.builder();
    RedisProperties settings = new RedisProperties();
    settings.setTimeout(Duration.ofSeconds(2));
    new RedisClientConfiguration().comeBackSoon(settings).customize(resources);
    ClientResources built = resources.build();
    LettuceConnectionFactory connections =
        new LettuceConnectionFactory(
            new RedisStandaloneConfiguration("127.0.0.1", port),
            LettuceClientConfiguration.builder()
                .clientResources(built)
                .clientOptions(options.build())
                .commandTimeout(Duration.ofSeconds(2))
                .build());
    connections.afterPropertiesSet();
    connections.start();
    StringRedisTemplate redis = new RedisClientConfiguration().stringRedisTemplate(connections);
    LockProperties properties = new LockProperties(Duration.ofSeconds(600), Duration.ofSeconds(30));
    return new LockClient(
        built,
        connections,
        redis,
        new DistributedLock(redis, properties, new LockMetrics(new SimpleMeterRegistry())));
  }

  @Override
  public void close() {
    lock.destroy();
    connections.destroy();
    resources.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
