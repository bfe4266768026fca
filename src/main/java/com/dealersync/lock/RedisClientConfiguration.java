package com.dealersync.lock;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.autoconfigure.data.redis.ClientResourcesBuilderCustomizer;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.autoconfigure.data.redis.RedisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Configures Lettuce. It must notice at once that Redis does not answer, and must not repeat a
 * command whose answer was lost, because its caller undoes what it may have done. It must find
 * Redis within seconds when it is back or when another server has taken over.
 */
@Configuration(proxyBeanMethods = false)
class RedisClientConfiguration {

  /** Lettuce waits up to 30 s between two attempts to connect, and to look for a new master. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  @Bean
  LettuceClientOptionsBuilderCustomizer failFast() {
    return options ->
        options
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .replayFilter(command -> true);
  }

  /**
   * After a lost master or a redirection, Lettuce looks at once for the server that has its slots
   * now, and again a second later if that was too early.
   */
  @Bean
  LettuceClientOptionsBuilderCustomizer lookForMovedSlots() {
    return options -> {
      if (options instanceof ClusterClientOptions.Builder cluster) {
        ClusterTopologyRefreshOptions set = cluster.build().getTopologyRefreshOptions();
        cluster.topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .enableAllAdaptiveRefreshTriggers()
                .refreshTriggersReconnectAttempts(1)
                .adaptiveRefreshTriggersTimeout(LONGEST_PAUSE)
                .enablePeriodicRefresh(set.getRefreshPeriod())
                .dynamicRefreshSources(set.useDynamicRefreshSources())
                .build());
      }
    };
  }

  @Bean
  ClientResourcesBuilderCustomizer comeBackSoon(RedisProperties properties) {
    Duration set = properties.getTimeout();
    AtomicLong lastLeft = new AtomicLong(System.nanoTime() - Duration.ofHours(1).toNanos());
    Duration patience = set == null ? RedisURI.DEFAULT_TIMEOUT_DURATION : set;
    return resources ->
        resources
            .reconnectDelay(
                Delay.exponential(Duration.ZERO, LONGEST_PAUSE, 2, TimeUnit.MILLISECONDS))
            .nettyCustomizer(
                new NettyCustomizer() {
                  @Override
                  public void afterChannelInitialized(Channel channel) {
                    LostServer.watch(channel, patience, lastLeft);
                  }
                });
  }

  /**
   * Runs scripts on the connection itself. A proxy for each call would take a sixth of the time of
   * a lock.
   */
  @Bean
  StringRedisTemplate stringRedisTemplate(RedisConnectionFactory connections) {
    StringRedisTemplate redis = new StringRedisTemplate(connections);
    redis.setExposeConnection(true);
    return redis;
  }
}
