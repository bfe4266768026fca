package com.dealersync.lock;

import io.lettuce.core.ClientOptions;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A Redis that is away must be known at once, and a command whose answer was lost must not be sent
 * a second time behind our back: what a lock command did is asked, never guessed.
 */
@Configuration(proxyBeanMethods = false)
class RedisClientConfiguration {

  @Bean
  LettuceClientOptionsBuilderCustomizer failFast() {
    return options ->
        options
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .replayFilter(command -> true);
  }
}
