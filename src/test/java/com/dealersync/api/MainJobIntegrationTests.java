package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the service is for, from the request to the load's new status, on each database. */
@IntegrationTest
@Import(ApiTestConfiguration.class)
class MainJobIntegrationTests {

  @Autowired ApiClient api;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @Test
  void bringsALoadToAllOfItsDealers() {
    try (DealerServer dealers = DealerServer.started()) {
      data.products(25);
      long load =
          data.load("ProductList", "main-job").dealers(12, dealers.url(), "s3cret").insert();

      Answer accepted = api.start("ProductList", "main-job");

      assertThat(accepted.status()).isEqualTo(202);
      long run = accepted.at("/data/syncControlId").asLong();
      await().atMost(Duration.ofSeconds(60)).until(() -> !"RUNNING PENDING".contains(stateOf(run)));
      assertThat(stateOf(run)).isEqualTo("COMPLETED");
      assertThat(dealers.received()).hasSize(12);
      assertThat(
              sql.queryForObject(
                  "select COCP_ESTATUS from CO_EVENTOSCARGAPROCESO where COCP_EVENTOCARGAPROCESOID"
                      + " = ?",
                  String.class,
                  load))
          .isEqualTo("SINCRONIZADA");
      assertThat(
              sql.queryForObject(
                  "select count(*) from CO_SINCRONIZACIONCARGAPROCESODEALER where"
                      + " COSC_COCP_EVENTOCARGAPROCESOID = ?",
                  Integer.class,
                  load))
          .isEqualTo(12);
      assertThat(api.start("ProductList", "main-job").status()).isEqualTo(400);
    }
  }

  private String stateOf(long run) {
    return api.get(Api.BASE + "/" + run).at("/data/status").asText();
  }
}
