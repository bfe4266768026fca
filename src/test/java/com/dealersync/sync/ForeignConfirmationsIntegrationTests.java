package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.test.context.TestPropertySource;

/** Dealers that confirm through another application, before, during and after the sends. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.retry.delays=",
      "dealer-sync.delivery.breaker.open-for=100ms"
    })
class ForeignConfirmationsIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final Caller ANA = new Caller("ana", "127.0.0.1", "corr-1");

  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired RunQueries queries;
  @Autowired LoadQueries loads;
  @Autowired RunRegistry registry;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
    sql.update("delete from CO_DS_CARGAENVIADA");
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void oneThatConfirmedBeforeIsNotSentTo() {
    long load = load("before", 3);
    confirmedElsewhere(load, "BAC2", "OTRA-2");

    RunView run = work("before");

    assertThat(DEALERS.received())
        .extracting(DealerServer.Received::path)
        .containsExactlyInAnyOrder("/dealer/1", "/dealer/3");
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(2, 2, 0, 0));
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(ofLoad(load))
        .extracting(DealerStatus::bac, DealerStatus::state, DealerStatus::token)
        .contains(tuple("BAC2", DealerState.EXITOSO, "OTRA-2"));
  }

  @Test
  void oneWithoutAWebhookDoesNotKeepTheLoadOpen() {
    long load =
        data.load("ProductList", "no-url")
            .dealers(1, DEALERS.url(), "s3cret")
            .dealer("NOURL", null, null)
            .insert();
    confirmedElsewhere(load, "NOURL", null);

    RunView run = work("no-url");

    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(loads.find(load).orElseThrow().load().isSynchronised()).isTrue();
  }

  @Test
  void oneThatConfirmsBeforeTheTailPassIsNotSentToAgain() {
    long load = load("tail", 2);
    DEALERS.answerWith(
        request -> {
          if (request.path().equals("/dealer/1")) {
            confirmedElsewhere(load, "BAC1", "OTRA-1");
            return new Answer(503, "");
          }
          return DealerServer.confirm(request);
        });

    RunView run = work("tail");

    assertThat(DEALERS.received())
        .extracting(DealerServer.Received::path)
        .containsExactlyInAnyOrder("/dealer/1", "/dealer/2");
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(2, 2, 0, 0));
    assertThat(run.webhooks()).isEqualTo(new RunView.Webhooks(2, 2, 0, 0));
    assertThat(ofRun(run))
        .extracting(DealerStatus::bac, DealerStatus::state, DealerStatus::token)
        .containsExactly(
            tuple("BAC1", DealerState.EXITOSO, "OTRA-1"),
            tuple("BAC2", DealerState.EXITOSO, "ACK-dealer-2"));
  }

  @Test
  void theOthersOfItsWebhookAreSentToWithoutIt() {
    long load =
        data.load("ProductList", "shared")
            .dealer("ONE", DEALERS.url() + "/shared", "s3cret")
            .dealer("TWO", DEALERS.url() + "/shared", "s3cret")
            .insert();
    DEALERS.answerWith(
        request -> {
          if (DEALERS.received().size() == 1) {
            confirmedElsewhere(load, "ONE", "OTRA");
            return new Answer(503, "");
          }
          return DealerServer.confirm(request);
        });

    RunView run = work("shared");

    assertThat(DEALERS.received())
        .extracting(it -> it.headers().get("X-GM-Dealers"))
        .containsExactly("ONE,TWO", "TWO");
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(ofLoad(load)).extracting(DealerStatus::token).containsExactly("OTRA", "ACK-shared");
  }

  @Test
  void oneThatWasRefusedAndConfirmsByItselfCountsAtTheEnd() {
    long load = load("end", 2);
    DEALERS.answerWith(
        request -> {
          if (request.path().equals("/dealer/1")) {
            confirmedElsewhere(load, "BAC1", "OTRA-1");
            return new Answer(401, "");
          }
          return DealerServer.confirm(request);
        });

    RunView run = work("end");

    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(run.dealers())
        .as("what the run did stays")
        .isEqualTo(new RunView.Dealers(2, 1, 1, 0));
    assertThat(loads.find(load).orElseThrow().load().isSynchronised()).isTrue();
  }

  @Test
  void anotherRowOfADealerThatWeReachedIsStillSentTo() {
    data.load("ProductList", "two-rows")
        .dealer("TWICE", DEALERS.url() + "/a", "s3cret")
        .dealer("TWICE", DEALERS.url() + "/b", "s3cret")
        .insert();
    DEALERS.answerWith(
        request ->
            request.path().equals("/b") && DEALERS.received().size() <= 2
                ? new Answer(503, "")
                : DealerServer.confirm(request));

    RunView run = work("two-rows");

    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(DEALERS.received())
        .extracting(DealerServer.Received::path)
        .containsExactlyInAnyOrder("/a", "/b", "/b");
  }

  private void confirmedElsewhere(long load, String bac, @Nullable String token) {
    sql.update(
        "insert into CO_SINCRONIZACIONCARGAPROCESODEALER"
            + " (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DMSORIGEN, COSC_DEALERBAC,"
            + " COSC_TOKENCONFIRMACION, COSC_USUARIOALTA)"
            + " values (?, 'GDMS', ?, ?, 'otra-aplicacion')",
        load,
        bac,
        new SqlParameterValue(Types.VARCHAR, token));
  }

  private long load(String idCarga, int dealers) {
    return data.load("ProductList", idCarga).dealers(dealers, DEALERS.url(), "s3cret").insert();
  }

  private RunView work(String idCarga) {
    Accepted accepted = (Accepted) starter.start(new StartCommand("ProductList", idCarga, ANA));
    handler.run(new SyncJob(accepted.syncControlId(), null));
    RunView run = queries.find(accepted.syncControlId()).orElseThrow();
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    return run;
  }

  private List<DealerStatus> ofRun(RunView run) {
    return queries
        .dealers(run.syncControlId(), DealerFilter.all(), PageRequest.of(0, 100))
        .orElseThrow()
        .getContent();
  }

  private List<DealerStatus> ofLoad(long load) {
    return loads
        .dealers(load, DealerFilter.all(), PageRequest.of(0, 100))
        .orElseThrow()
        .getContent();
  }
}
