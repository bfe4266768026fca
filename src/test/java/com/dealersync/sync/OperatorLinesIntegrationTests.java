package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** The lines that operators look for in the log, in the order of a run. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = {"dealer-sync.lock.ttl=20s", "dealer-sync.lock.renew-every=200ms"})
class OperatorLinesIntegrationTests {

  private static final String RENEWED = "[REDIS_LOCK] Lock renovado exitosamente (heartbeat)";
  private static final String RELEASED = "[REDIS_LOCK] Lock de Redis liberado exitosamente";

  @Autowired SyncStarter starter;
  @Autowired TestData data;

  @Test
  void areAllThere(CapturedOutput output) {
    try (DealerServer dealers = DealerServer.started()) {
      data.load("ProductList", "lines").dealers(1, dealers.url(), "s3cret").insert();
      dealers.hold();

      assertThat(
              starter.start(
                  new StartCommand("ProductList", "lines", new Caller("ana", "127.0.0.1", "c"))))
          .isInstanceOf(StartResult.Accepted.class);
      await().atMost(Duration.ofSeconds(20)).until(() -> output.getOut().contains(RENEWED));
      dealers.release();
      await().atMost(Duration.ofSeconds(20)).until(() -> output.getOut().contains(RELEASED));
    }
    assertThat(output)
        .containsSubsequence(
            "🔒 [BATCH_SYNC] Intentando adquirir lock...",
            "[DISTRIBUTED_LOCK] Lock adquirido exitosamente",
            RENEWED,
            RELEASED);
  }
}
