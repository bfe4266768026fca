package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerState;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Attempts that fail: somebody else holds the row of the load, and no result can be written. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.jobs.default-number-of-retries=1",
      // So that a step that fails is given up within two seconds.
      "dealer-sync.lock.ttl=40s",
      "dealer-sync.lock.renew-every=10s",
      "jobrunr.jobs.retry-back-off-time-seed=1"
    })
class RetryIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final Duration SOON = Duration.ofSeconds(40);

  @Autowired SyncStarter starter;
  @Autowired RunRegistry registry;
  @Autowired RunQueries queries;
  @Autowired StringRedisTemplate redis;
  @Autowired DataSource database;
  @Autowired TestData data;

  @DynamicPropertySource
  static void impatientLocks(DynamicPropertyRegistry registry) {
    String onEachConnection = "spring.datasource.hikari.connection-init-sql";
    switch (DatabaseKind.current()) {
      case H2 -> registry.add(onEachConnection, () -> "set lock_timeout 500");
      case POSTGRESQL -> registry.add(onEachConnection, () -> "set lock_timeout = 500");
      case ORACLE -> registry.add("spring.transaction.default-timeout", () -> "5s");
    }
  }

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
    redis.delete(List.of("lock:sync:ProductList", "lock:sync:CampaignList"));
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void anAttemptThatFailedIsFollowedByAnotherAndTheLastEndsTheRun() throws SQLException {
    try (Connection forGood = holdingTheLoad("ProductList", "hopeless")) {
      Accepted hopeless = accepted("ProductList", "hopeless");
      Accepted unlucky;
      try (Connection once = holdingTheLoad("CampaignList", "unlucky")) {
        unlucky = accepted("CampaignList", "unlucky");
        await().atMost(SOON).until(() -> view(unlucky).error() != null);
      }
      await().atMost(SOON).until(() -> !view(unlucky).status().isActive());
      await().atMost(SOON).until(() -> !view(hopeless).status().isActive());

      assertThat(view(unlucky).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(view(unlucky).error()).as("what passed is no error any more").isNull();
      assertThat(view(unlucky).attempt()).isEqualTo(2);

      assertThat(view(hopeless).status()).isEqualTo(RunStatus.FAILED);
      assertThat(view(hopeless).attempt()).isEqualTo(2);
      assertThat(view(hopeless).error())
          .startsWith("El intento 2 de la ejecución")
          .endsWith("no quedan más intentos")
          .doesNotContain("CO_EVENTOS");
      assertThat(
              queries
                  .dealers(hopeless.syncControlId(), DealerFilter.all(), PageRequest.of(0, 10))
                  .orElseThrow())
          .hasSize(2)
          .allSatisfy(dealer -> assertThat(dealer.state()).isEqualTo(DealerState.FALLIDO));
    }
    assertThat(start("ProductList", "hopeless")).isInstanceOf(Accepted.class);
  }

  /** The load's row stays locked until the connection is closed. */
  private Connection holdingTheLoad(String processType, String idCarga) throws SQLException {
    data.load(processType, idCarga).dealers(2, DEALERS.url(), "s3cret").insert();
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    try (var lock =
        connection.prepareStatement(
            "update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 1 where COCP_IDCARGA = ?")) {
      lock.setString(1, idCarga);
      lock.executeUpdate();
    }
    return connection;
  }

  private Accepted accepted(String processType, String idCarga) {
    StartResult result = start(processType, idCarga);
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private StartResult start(String processType, String idCarga) {
    return starter.start(
        new StartCommand(processType, idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
  }

  private RunView view(Accepted run) {
    return queries.find(run.syncControlId()).orElseThrow();
  }
}
