package com.dealersync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TestRedisTests {

  private final TestRedis redis = TestRedis.started();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void tellsTheCommandsItExecutes() {
    try (RedisMonitor monitor = redis.monitor();
        RedisClient client = RedisClient.create(RedisURI.create(redis.url() + "/3"));
        StatefulRedisConnection<String, String> connection = client.connect()) {
      connection
          .sync()
          .eval("return redis.call('get', KEYS[1])", io.lettuce.core.ScriptOutputType.VALUE, "key");

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(monitor.commands())
                      .anyMatch(
                          line -> line.startsWith("[3 127.0.0.1") && line.contains("\"EVAL\""))
                      .anyMatch(line -> line.equals("[3 lua] \"get\" \"key\"")));
    }
  }

  @Test
  void refusesConnectionsWhileStopped() {
    redis.stop();

    assertThat(ping()).isInstanceOf(ConnectException.class);
  }

  @Test
  void startsAgainEmptyOnTheSamePort() {
    int port = redis.port();
    try (RedisClient client = RedisClient.create(redis.url())) {
      client.connect().sync().set("key", "value");
    }

    redis.stop();
    redis.start();

    assertThat(redis.port()).isEqualTo(port);
    try (RedisClient client = RedisClient.create(redis.url())) {
      assertThat(client.connect().sync().dbsize()).isZero();
    }
  }

  @Test
  void answersNothingWhilePaused() {
    redis.pause();
    assertThat(ping()).isInstanceOf(SocketTimeoutException.class);

    redis.resume();
    assertThat(ping()).isEqualTo("+");
  }

  @Test
  void stopsAlsoWhilePaused() {
    redis.pause();
    redis.stop();

    assertThat(ping()).isInstanceOf(ConnectException.class);
  }

  private Object ping() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.setSoTimeout(500);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return Character.toString(socket.getInputStream().read());
    } catch (IOException e) {
      return e;
    }
  }
}
