package com.dealersync.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Any command for one server, as an administrator gives it. */
public final class RedisCommands implements Closeable {

  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  private RedisCommands(RedisClient client) {
    this.client = client;
    this.connection = client.connect();
  }

  static RedisCommands of(int port) {
    return new RedisCommands(
        RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(Duration.ofSeconds(2))
                .build()));
  }

  /** One whose answer is a text. */
  public String send(String command, String... arguments) {
    return connection
        .sync()
        .dispatch(keyword(command), new StatusOutput<>(StringCodec.UTF8), args(arguments));
  }

  /** One whose answer is a list. */
  public List<Object> list(String command, String... arguments) {
    return connection
        .sync()
        .dispatch(keyword(command), new NestedMultiOutput<>(StringCodec.UTF8), args(arguments));
  }

  private static CommandArgs<String, String> args(String... arguments) {
    CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
    List.of(arguments).forEach(args::add);
    return args;
  }

  private static ProtocolKeyword keyword(String command) {
    return new ProtocolKeyword() {
      @Override
      public byte[] getBytes() {
        return command.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      public String toString() {
        return command;
      }
    };
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
