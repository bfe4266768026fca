package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Receivers of the older diagram answer a repeat with "200 Sin cambios" and no token. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.acknowledge-unchanged=true",
      "dealer-sync.delivery.retry.delays=",
      "dealer-sync.delivery.retry.tail-pass=false",
      "dealer-sync.delivery.timeout.first-byte=1s",
      "dealer-sync.delivery.breaker.open-for=100ms"
    })
class AcknowledgeUnchangedIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final Answer UNCHANGED = new Answer(200, "{\"mensaje\":\"Sin cambios\"}");

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
    DEALERS.release();
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aRepeatOfWhatWasNeverAnsweredIsConfirmedWithoutAToken() {
    long load = load("repeat");
    DEALERS.hold();
    assertThat(work("repeat").result()).isEqualTo(RunResult.NINGUNO);
    DEALERS.release();
    DEALERS.answerWith(request -> UNCHANGED);

    assertThat(work("repeat").result()).isEqualTo(RunResult.TOTAL);

    DealerStatus dealer = dealer(load);
    assertThat(dealer.state()).isEqualTo(DealerState.EXITOSO);
    assertThat(dealer.token()).isNull();
    assertThat(dealer.error()).contains("sin token");
    assertThat(loads.find(load).orElseThrow().load().isSynchronised()).isTrue();
    assertThat(
            sql.queryForObject(
                "select count(*) from CO_SINCRONIZACIONCARGAPROCESODEALER"
                    + " where COSC_COCP_EVENTOCARGAPROCESOID = ? and COSC_TOKENCONFIRMACION is null",
                Integer.class,
                load))
        .isEqualTo(1);
  }

  @Test
  void aFirstMessageNeedsAToken() {
    long load = load("first-message");
    DEALERS.answerWith(request -> UNCHANGED);

    assertThat(work("first-message").result()).isEqualTo(RunResult.NINGUNO);

    assertThat(dealer(load).error()).startsWith("SIN_ACK");
  }

  @Test
  void soDoesAMessageThatWasRefusedBefore() {
    load("refused-before");
    DEALERS.answerWith(request -> new Answer(503, ""));
    work("refused-before");
    DEALERS.answerWith(request -> UNCHANGED);

    assertThat(work("refused-before").result()).isEqualTo(RunResult.NINGUNO);
  }

  @Test
  void otherRepliesWithoutATokenConfirmNothing() {
    load("no-object");
    DEALERS.hold();
    work("no-object");
    DEALERS.release();
    DEALERS.answerWith(request -> new Answer(200, ""));

    assertThat(work("no-object").result()).isEqualTo(RunResult.NINGUNO);
  }

  private long load(String idCarga) {
    return data.load("ProductList", idCarga).dealers(1, DEALERS.url(), "s3cret").insert();
  }

  private RunView work(String idCarga) {
    Accepted accepted =
        (Accepted)
            starter.start(
                new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "c")));
    handler.run(new SyncJob(accepted.syncControlId(), null));
    RunView run = queries.find(accepted.syncControlId()).orElseThrow();
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    return run;
  }

  private DealerStatus dealer(long load) {
    return loads
        .dealers(load, DealerFilter.all(), PageRequest.of(0, 10))
        .orElseThrow()
        .getContent()
        .getFirst();
  }
}
