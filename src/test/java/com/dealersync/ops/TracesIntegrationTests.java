package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.ops.OtlpReceiver.ReceivedSpan;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A run as a collector of traces sees it. */
@OpsTest
@AutoConfigureObservability
@DirtiesContext
class TracesIntegrationTests {

  private static final OtlpReceiver COLLECTOR = OtlpReceiver.started();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private final DealerServer dealers = DealerServer.started();

  @Autowired OpsClient ops;
  @Autowired TestData data;

  @DynamicPropertySource
  static void collect(DynamicPropertyRegistry settings) {
    settings.add("management.otlp.tracing.endpoint", COLLECTOR::url);
  }

  @AfterEach
  void close() {
    dealers.close();
  }

  @AfterAll
  static void stop() {
    COLLECTOR.close();
  }

  @Test
  void makesOneTraceFromTheRequestThroughTheJobToEachDelivery() {
    data.load("ProductList", "traced").dealers(3, dealers.url(), "s").insert();

    long run =
        OpsClient.runOf(
            ops.start(
                "ProductList",
                "traced",
                "traced-1",
                "traceparent",
                "00-" + TRACE + "-" + CALLER + "-01"));
    ops.awaitEnd(run);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(named("dealer-sync delivery")).hasSize(3);
              assertThat(named("dealer-sync run")).hasSize(1);
              assertThat(request()).hasSize(1);
            });

    ReceivedSpan request = request().getFirst();
    ReceivedSpan work = named("dealer-sync run").getFirst();
    assertThat(work.traceId()).isEqualTo(TRACE);
    assertThat(work.parentId()).isEqualTo(request.spanId());
    assertThat(named("dealer-sync delivery"))
        .allSatisfy(
            delivery -> {
              assertThat(delivery.traceId()).isEqualTo(TRACE);
              assertThat(delivery.parentId()).isEqualTo(work.spanId());
            });
    assertThat(dealers.received())
        .extracting(delivery -> delivery.headers().get("traceparent"))
        .containsExactlyInAnyOrderElementsOf(
            named("dealer-sync delivery").stream()
                .map(span -> "00-" + TRACE + "-" + span.spanId() + "-01")
                .toList());
  }

  /** The span of the POST. */
  private static List<ReceivedSpan> request() {
    return COLLECTOR.spans().stream().filter(span -> span.parentId().equals(CALLER)).toList();
  }

  private static List<ReceivedSpan> named(String name) {
    return COLLECTOR.spans().stream().filter(span -> span.name().equals(name)).toList();
  }
}
