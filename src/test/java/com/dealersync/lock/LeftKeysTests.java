package com.dealersync.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.dealersync.lock.Acquisition.Unavailable;
import com.dealersync.testing.RedisMonitor;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes of a key of which nobody knows whether it was written. */
@Tag("slow")
class LeftKeysTests {

  private static final String TYPE = "ProductList";
  private static final String KEY = "lock:sync:ProductList";

  private final TestRedis server = TestRedis.started();
  private final AnswerLoss network = new AnswerLoss(server.port());
  private final LockClient client = LockClient.of(network.port());
  private final DistributedLock lock = client.lock();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
    assertThat(lock.view(TYPE)).isEqualTo(new LockView.Free());
  }

  @AfterEach
  void close() {
    logger().detachAppender(log);
    client.close();
    network.close();
    server.close();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("com.dealersync.lock");
  }

  @Test
  void aCommandThatWasExecutedAndWhoseAnswerWasLostIsUndone() {
    LockToken token = LockToken.ofNewRun();
    network.lose(true);

    assertThat(lock.acquire(TYPE, token)).isInstanceOf(Unavailable.class);

    assertThat(server.commands().send("get", KEY)).isEqualTo(token.value());
    assertThat(lock.leftKeys()).isOne();
    network.lose(false);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(server.commands().send("get", KEY)).isNull());
    await().atMost(Duration.ofSeconds(5)).until(() -> lock.leftKeys() == 0);
  }

  @Test
  void whatWasNeverSentIsNotUndone() {
    server.stop();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                lock.acquire(TYPE, LockToken.ofNewRun()) instanceof Unavailable away
                    && String.valueOf(away.cause().getCause()).contains("rejected"));
    int before = lock.leftKeys();

    for (int i = 0; i < 100; i++) {
      assertThat(lock.acquire(TYPE, LockToken.ofNewRun())).isInstanceOf(Unavailable.class);
    }

    assertThat(lock.leftKeys()).isEqualTo(before).isLessThanOrEqualTo(1);
    assertThat(log.list).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aRefusalIsNotUndone() {
    server.commands().send("config", "SET", "maxmemory", "1");

    assertThat(lock.acquire(TYPE, LockToken.ofNewRun())).isInstanceOf(Unavailable.class);

    assertThat(lock.leftKeys()).isZero();
  }

  @Test
  void oneLookSettlesAllThatWaitForAProcessTypeAndOneLineTellsOfThem() throws Exception {
    server.pause();
    Callable<Acquisition> taking = () -> lock.acquire(TYPE, LockToken.ofNewRun());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(Stream.generate(() -> taking).limit(200).toList());
    }
    assertThat(lock.leftKeys()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(10)).until(() -> !log.list.isEmpty());

    server.resume();
    try (RedisMonitor monitor = server.monitor()) {
      await().atMost(Duration.ofSeconds(10)).until(() -> lock.leftKeys() == 0);

      assertThat(monitor.commands())
          .filteredOn(command -> command.contains("EVAL"))
          .hasSizeLessThan(10);
    }
    assertThat(lock.view(TYPE)).isEqualTo(new LockView.Free());
    List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(lines).filteredOn(line -> line.contains("sin dueño se liberan")).hasSize(1);
  }
}
