package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What callers are told while Redis or the database is away or hangs. */
@ApiTest
@TestPropertySource(properties = "spring.datasource.hikari.maximum-pool-size=4")
class UnavailableApiIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final String OPERATION = Api.BASE + "/operacion";
  private static final String NO_REDIS =
      "Servicio de distributed locking no disponible. Redis no está configurado o no está disponible.";
  private static final String NO_DATABASE =
      "La base de datos no está disponible o no responde. Intente nuevamente más tarde.";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired DataSource database;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  /** The first call of all also pays for loading the classes it needs. */
  @BeforeEach
  void warmUpAndClear() {
    scene.awaitRedis();
    scene.clear();
    scene.productListLoad("warm-up");
    assertThat(api.start("ProductList", "warm-up").status()).isEqualTo(202);
    assertThat(api.get(Api.BASE + "/estado/ProductList").status()).isEqualTo(200);
    scene.clear();
  }

  @Test
  void saysWithinThreeSecondsThatRedisHangs() {
    scene.productListLoad("20250107_001");
    SERVER.pause();
    try {
      Answer start = within(3, () -> api.start("ProductList", "20250107_001"));
      start.isError(503, NO_REDIS);
      assertThat(start.header("Retry-After")).hasValue("10");

      Answer state = within(3, () -> api.get(Api.BASE + "/estado/ProductList"));
      state.isError(503, NO_REDIS);
      assertThat(state.header("Retry-After")).hasValue("10");

      Answer operation = within(3, () -> api.get(OPERATION));
      assertThat(operation.at("/message").asText()).isEqualTo("Redis no responde.");
      assertThat(operation.at("/data/redis")).hasToString("{\"disponible\":false}");
      assertThat(operation.at("/data/baseDeDatos/disponible").asBoolean()).isTrue();
      assertThat(operation.at("/data/ejecucionesLargas").isArray()).isTrue();
    } finally {
      SERVER.resume();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.get(OPERATION).at("/data/redis/disponible").asBoolean());
  }

  @Test
  void saysAtOnceThatRedisIsGone() {
    scene.productListLoad("20250107_001");
    // Asked just now: its answer about Redis is remembered for a second.
    assertThat(probe("readiness").status()).isEqualTo(200);
    SERVER.stop();
    try {
      within(3, () -> api.start("ProductList", "20250107_001")).isError(503, NO_REDIS);
      within(3, () -> api.get(Api.BASE + "/estado/ProductList")).isError(503, NO_REDIS);
      await().atMost(Duration.ofSeconds(5)).until(() -> probe("readiness").status() == 503);
      assertThat(probe("liveness").status()).isEqualTo(200);
    } finally {
      SERVER.start();
    }
    scene.awaitRedis();
    await().atMost(Duration.ofSeconds(5)).until(() -> probe("readiness").status() == 200);
  }

  @Test
  void saysWithinFiveSecondsThatNoConnectionIsToBeHad() throws SQLException {
    scene.productListLoad("20250107_001");
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        all.add(database.getConnection());
      }
      Answer start = within(5, () -> api.start("ProductList", "20250107_001"));
      start.isError(503, NO_DATABASE);
      assertThat(start.header("Retry-After")).hasValue("10");
      within(5, () -> api.get(Api.BASE)).isError(503, NO_DATABASE);
      Answer operation = within(3, () -> api.get(OPERATION));
      assertThat(operation.status()).isEqualTo(200);
      assertThat(operation.at("/message").asText()).isEqualTo("La base de datos no responde.");
      assertThat(operation.at("/data/redis/disponible").asBoolean()).isTrue();
      assertThat(operation.at("/data/baseDeDatos")).hasToString("{\"disponible\":false}");
      assertThat(operation.at("/data/servidoresDeTrabajos").isMissingNode()).isTrue();
      assertThat(operation.at("/data/ejecucionesLargas").isMissingNode()).isTrue();
      assertThat(within(5, () -> probe("readiness")).status()).isEqualTo(503);
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
    assertThat(api.get(Api.BASE).status()).isEqualTo(200);
  }

  /** H2 runs in this process and knows no network, so nothing can hang on it. */
  @Test
  @EnabledIfSystemProperty(named = "dealer-sync.test.database", matches = "postgresql")
  void saysWithinFiveSecondsThatTheDatabaseHangs() throws SQLException {
    scene.productListLoad("20250107_001");
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      other
          .createStatement()
          .execute(
              "lock table CO_EVENTOSCARGASINCCONTROL, CO_EVENTOSCARGAPROCESO in access exclusive mode");

      within(5, () -> api.start("ProductList", "20250107_001")).isError(503, NO_DATABASE);
      within(5, () -> api.get(Api.BASE)).isError(503, NO_DATABASE);
      Answer operation = within(3, () -> api.get(OPERATION));
      assertThat(operation.at("/data/baseDeDatos/disponible").asBoolean()).isTrue();
      assertThat(operation.at("/data/servidoresDeTrabajos").isArray()).isTrue();
      assertThat(operation.at("/data/ejecucionesLargas").isMissingNode()).isTrue();

      other.rollback();
    }
    assertThat(api.get(Api.BASE).status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.get(OPERATION).at("/data/ejecucionesLargas").isArray());
  }

  /** H2 has no such time-out. */
  @Test
  @EnabledIfSystemProperty(named = "dealer-sync.test.database", matches = "postgresql")
  void leavesTheTimeOfOtherWorkAlone() throws SQLException {
    assertThat(api.get(Api.BASE).status()).isEqualTo(200);

    for (int i = 0; i < 4; i++) {
      try (Connection connection = database.getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
      }
    }
  }

  private Answer probe(String name) {
    return api.send(api.anonymous("GET", "/actuator/health/" + name, BodyPublishers.noBody()));
  }

  private static Answer within(int seconds, Supplier<Answer> call) {
    long before = System.nanoTime();
    Answer answer = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isLessThan(Duration.ofSeconds(seconds));
    return answer;
  }
}
