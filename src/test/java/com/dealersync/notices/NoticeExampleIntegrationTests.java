package com.dealersync.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.delivery.SignedPosts;
import com.dealersync.testing.IntegrationTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The schema and the receiver that the page gives away fit what is sent. */
@IntegrationTest
class NoticeExampleIntegrationTests {

  private static final Path DOCS = Path.of("src", "docs", "notices");
  private static final String SECRET = "0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Autowired SignedPosts posts;

  @Test
  void theSchemaFitsEachNoticeAndItsOwnExample() throws Exception {
    JsonNode text = JSON.readTree(DOCS.resolve("aviso.schema.json").toFile());
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);

    assertThat(text.at("/properties/evento/enum")).hasSize(NoticeEvent.values().length);
    for (NoticeEvent event : NoticeEvent.values()) {
      assertThat(schema.validate(JSON.readTree(body(event)))).isEmpty();
    }
    assertThat(schema.validate(text.at("/examples/0"))).isEmpty();
    assertThat(schema.validate(JSON.readTree("{\"evento\": \"carga.parcial\"}"))).isNotEmpty();
  }

  @Test
  void theReceiverTakesANoticeOnceAndRefusesAForgedOne() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            DOCS.resolve("Receive.java").toString(),
            "0");
    java.environment().put("NOTICES_SECRET", SECRET);
    java.environment().put("JAVA_TOOL_OPTIONS", "-Dstdout.encoding=UTF-8");
    Process receiver = java.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader output = receiver.inputReader(StandardCharsets.UTF_8)) {
      String url = output.readLine();
      String first = body(NoticeEvent.CARGA_PARCIAL);
      String second = body(NoticeEvent.EJECUCION_FALLIDA);

      assertThat(send(url, "otro-secreto-de-16", "avi_0", first)).isEqualTo("HTTP 401");
      assertThat(send(url, SECRET, "avi_1", first)).isNull();
      assertThat(send(url, SECRET, "avi_1", first)).isNull();
      assertThat(send(url, SECRET, "avi_2", second)).isNull();
      assertThat(output.readLine()).isEqualTo(first);
      assertThat(output.readLine()).isEqualTo(second);
    } finally {
      receiver.destroyForcibly();
    }
  }

  @Test
  void noticesFollowTheRulesForAddresses() {
    assertThat(send("https://10.0.0.1/avisos", SECRET, "avi_1", "{}")).contains("no permitida");
    assertThat(send("http://example.com/avisos", SECRET, "avi_1", "{}")).isNotNull();
    assertThat(send("https://user:clave@example.com/", SECRET, "avi_1", "{}"))
        .isNotNull()
        .doesNotContain("clave");
  }

  private String send(String url, String secret, String id, String body) {
    return posts.send(url, secret, id, body.getBytes(StandardCharsets.UTF_8), PATIENCE);
  }

  private static String body(NoticeEvent event) {
    return Notices.body(
        new Notice(
            event,
            1,
            "ProductList",
            "20250107_001",
            7L,
            123,
            LocalDateTime.of(2025, 1, 7, 10, 30),
            "Qué pasó.",
            event == NoticeEvent.EJECUCION_LARGA ? null : new Notice.Dealers(5, 3, 2)));
  }
}
