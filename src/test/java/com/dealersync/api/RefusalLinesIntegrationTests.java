package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.logs.ForgottenFaults;
import com.dealersync.logs.RepeatedFaults;
import com.dealersync.testing.TestRedis;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * An outage is said once, however many requests it refuses; each of them has the line that every
 * request has, with who sent it.
 */
@ApiTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "spring.datasource.hikari.maximum-pool-size=20",
      "dealer-sync.limits.post-per-minute=off",
      "dealer-sync.limits.get-per-minute=off"
    })
class RefusalLinesIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final int REQUESTS = 100;

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired DataSource database;
  @Autowired RepeatedFaults faults;

  /** What was printed before the outage. */
  private int before;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  @BeforeEach
  void clear() {
    scene.awaitRedis();
    scene.clear();
    scene.productListLoad("20250107_001");
    ForgottenFaults.forget(faults);
    // The first call of all starts the servlet, which says so.
    assertThat(api.get(Api.BASE + "/procesos").status()).isEqualTo(200);
  }

  @Test
  void withoutRedis(CapturedOutput output) {
    SERVER.stop();
    before = output.getAll().length();
    try {
      refused(() -> api.start("ProductList", "20250107_001").status());
      assertThat(ofServices(output))
          .as("POSTs")
          .hasSize(2)
          .first()
          .asString()
          .contains("Intentando adquirir lock");
      assertNoTrace(output);

      refused(() -> api.get(Api.BASE + "/estado/ProductList").status());
      refused(() -> api.delete(Api.BASE + "/locks/ProductList").status());
      assertThat(ofServices(output)).as("and others").hasSize(4);
      assertNoTrace(output);
    } finally {
      SERVER.start();
    }
  }

  @Test
  void withoutAConnectionToTheDatabase(CapturedOutput output) throws SQLException {
    List<Connection> all = new ArrayList<>();
    before = output.getAll().length();
    try {
      for (int i = 0; i < 20; i++) {
        all.add(database.getConnection());
      }
      refused(() -> api.start("ProductList", "20250107_001").status());
      refused(() -> api.get(Api.BASE).status());
      refused(() -> api.get(Api.BASE + "/cargas").status());
      refused(() -> api.get(Api.BASE + "/auditoria").status());
      assertThat(ofServices(output)).hasSize(1);
      assertNoTrace(output);
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
  }

  /** One, and then many at the same time. */
  private static void refused(IntSupplier request) {
    assertThat(request.getAsInt()).isEqualTo(503);
    List<CompletableFuture<Integer>> all =
        IntStream.range(1, REQUESTS)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(request::getAsInt, Thread::startVirtualThread))
            .toList();
    assertThat(all).extracting(CompletableFuture::join).containsOnly(503);
  }

  /** What is said beside the line of each request, and by Redis's client of its connection. */
  private List<String> ofServices(CapturedOutput output) {
    return output
        .getAll()
        .substring(before)
        .lines()
        .filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*"))
        .filter(line -> !line.contains("veces más en un minuto"))
        .filter(
            line -> !line.contains("Petición atendida") && !line.contains(".ConnectionWatchdog"))
        .toList();
  }

  private void assertNoTrace(CapturedOutput output) {
    assertThat(output.getAll().substring(before).lines())
        .noneMatch(line -> line.startsWith("\tat "));
  }
}
