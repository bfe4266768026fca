package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;

/** A run as a collector of logs reads it: what logging.structured.format.console=ecs writes. */
@OpsTest
class EcsLogIntegrationTests {

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final String CORRELATION_ID = "ecs-1";

  private final DealerServer dealers = DealerServer.started();
  private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> collector = new OutputStreamAppender<>();

  @Autowired OpsClient ops;
  @Autowired TestData data;
  @Autowired Environment environment;

  @BeforeEach
  void collect() {
    logging.putObject(Environment.class.getName(), environment);
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(logging);
    encoder.setFormat("ecs");
    encoder.start();
    collector.setContext(logging);
    collector.setEncoder(encoder);
    collector.setOutputStream(written);
    collector.start();
    root.addAppender(collector);
  }

  @AfterEach
  void stop() {
    root.detachAppender(collector);
    collector.stop();
    dealers.close();
  }

  @Test
  void eachLineOfARunSaysWhatItBelongsTo() {
    dealers.answerWith(
        request ->
            request.path().endsWith("/2")
                ? new DealerServer.Answer(401, "{}")
                : DealerServer.confirm(request));
    data.load("ProductList", "ecs-load").dealers(3, dealers.url(), "s").insert();
    dealers.hold();
    long run = OpsClient.runOf(ops.start("ProductList", "ecs-load", CORRELATION_ID));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> lines().stream().anyMatch(line -> message(line).contains("heartbeat")));
    dealers.release();
    ops.awaitEnd(run);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> lines().stream().anyMatch(line -> message(line).contains("Lock de Redis li")));

    List<JsonNode> ours =
        lines().stream()
            .filter(line -> line.at("/log/logger").asText().startsWith("com.dealersync"))
            .filter(line -> !line.at("/log/logger").asText().startsWith("com.dealersync.api"))
            .toList();
    assertThat(ours).hasSizeGreaterThan(9);
    assertThat(ours)
        .allSatisfy(
            line -> {
              assertThat(line.at("/correlationId").asText()).isEqualTo(CORRELATION_ID);
              assertThat(line.at("/processType").asText()).isEqualTo("ProductList");
              assertThat(line.at("/ecs/version").asText()).isNotEmpty();
            });
    assertThat(ours)
        .filteredOn(line -> line.at("/runId").isMissingNode())
        .as("before there was a run")
        .extracting(EcsLogIntegrationTests::message)
        .containsExactly(
            "🔒 [BATCH_SYNC] Intentando adquirir lock...",
            "✅ [DISTRIBUTED_LOCK] Lock adquirido exitosamente");
    assertThat(ours)
        .filteredOn(line -> line.has("runId"))
        .allSatisfy(line -> assertThat(line.at("/runId").asText()).isEqualTo("" + run))
        .extracting(EcsLogIntegrationTests::message)
        .contains("📬 [DELIVERY] Entrega confirmada", "📭 [DELIVERY] Entrega sin confirmar");
  }

  private static String message(JsonNode line) {
    return line.at("/message").asText();
  }

  /** Each of them is JSON in which no name stands twice. */
  private List<JsonNode> lines() {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(
            line -> {
              try {
                return STRICT.readTree(line);
              } catch (IOException e) {
                throw new UncheckedIOException(line, e);
              }
            })
        .toList();
  }
}
