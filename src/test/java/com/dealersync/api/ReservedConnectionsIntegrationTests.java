package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Readers that wait for one locked table while a run is at work. */
@IntegrationTest
@Import(ApiTestConfiguration.class)
@TestPropertySource(
    properties = {
      "spring.datasource.hikari.maximum-pool-size=10",
      "dealer-sync.limits.get-per-minute=off",
      "dealer-sync.delivery.waiting=2"
    })
class ReservedConnectionsIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final int READERS = 40;
  private static final int POOL = 10;
  private static final String RUNS = "CO_EVENTOSCARGASINCCONTROL";
  private static final Duration SOON = Duration.ofSeconds(60);

  @Autowired ApiClient api;
  @Autowired DataSource database;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  /** Readers wait for no row on H2, and none of its locks of tables can be taken from outside. */
  @Test
  @EnabledIfSystemProperty(named = "dealer-sync.test.database", matches = "postgresql")
  void noNumberOfReadersTakesTheConnectionsOfARun() throws Exception {
    data.products(1);
    data.load("ProductList", "crowded").dealers(20, DEALERS.url(), "s").insert();
    DEALERS.hold();
    assertThat(api.start("ProductList", "crowded").status()).isEqualTo(202);
    await().atMost(SOON).until(() -> !DEALERS.received().isEmpty());
    AtomicBoolean over = new AtomicBoolean();
    List<Future<List<Integer>>> readers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = database.getConnection();
        AutoCloseable end = () -> over.set(true)) {
      other.setAutoCommit(false);
      other.createStatement().execute("lock table CO_DS_AUDITORIA in access exclusive mode");
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> readUntil(over)));
      }
      await().atMost(SOON).until(() -> waitingForTheTable() == POOL / 2);

      DEALERS.release();
      await().atMost(SOON).until(() -> status().equals("COMPLETED"));

      assertThat(waitingForTheTable()).as("the crowd is still there").isPositive();
    }
    assertThat(DEALERS.received()).hasSize(20);
    assertThat(sql.queryForObject("select COES_INTENTO from " + RUNS, Integer.class)).isOne();
    for (Future<List<Integer>> reader : readers) {
      assertThat(reader.get()).isNotEmpty().allMatch(it -> it == 503 || it == 200);
    }
  }

  private List<Integer> readUntil(AtomicBoolean over) {
    List<Integer> statuses = new ArrayList<>();
    while (!over.get()) {
      statuses.add(api.get(Api.BASE + "/auditoria").status());
    }
    return statuses;
  }

  private int waitingForTheTable() {
    return sql.queryForObject(
        """
        select count(*) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'
           and query ilike '%CO_DS_AUDITORIA%'\
        """,
        Integer.class);
  }

  private String status() {
    return sql.queryForObject("select COES_STATUS from " + RUNS, String.class);
  }
}
