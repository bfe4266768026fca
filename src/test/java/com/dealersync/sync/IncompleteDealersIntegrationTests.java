package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerListing;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.sync.PreviewResult.Previewed;
import com.dealersync.sync.PreviewResult.RefusedWebhook;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Rows of a snapshot that lack something, which every column of it allows: each costs itself its
 * delivery at most. Oracle takes an empty text for none.
 */
@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class IncompleteDealersIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final String NO_BAC =
      "El dealer no tiene BAC. Complete su registro en el snapshot de la carga.";

  @Autowired Preview preview;
  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired RunQueries queries;
  @Autowired DealerListing listing;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  /** Before, too: a test of another class may have left its lock. */
  @BeforeEach
  @AfterEach
  void clean() {
    redis.delete("lock:sync:ProductList");
    DEALERS.forget();
    sql.update("delete from CO_GM_LISTAPRODUCTOS");
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void aDealerWithoutABacFailsAloneAndThePreviewForeseesIt() {
    String hook = DEALERS.url() + "/dealer/shared";
    long load =
        data.load("ProductList", "no-bac")
            .dealer("BAC1", hook, "s3cret")
            .dealer(null, hook, "s3cret")
            .dealer("BAC2", hook, "s3cret")
            .dealer("", hook, "s3cret")
            .dealer("  ", DEALERS.url() + "/dealer/other", "s3cret")
            .dealer("BAC3", hook, "s3cret")
            .insert();

    Previewed previewed = (Previewed) preview.of("ProductList", "no-bac");
    RunView run = run("no-bac");

    assertThat(previewed.refused())
        .extracting(RefusedWebhook::reason, RefusedWebhook::bacs)
        .containsExactly(tuple(NO_BAC, List.of("", "")), tuple(NO_BAC, List.of("  ")));
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.dealers()).isEqualTo(new RunView.Dealers(6, 3, 3, 0));
    assertThat(dealers(listing.ofEndedRun(run.syncControlId())))
        .extracting(d -> d.bac().strip(), DealerStatus::state, DealerStatus::error)
        .containsExactly(
            tuple("", DealerState.FALLIDO, NO_BAC),
            tuple("", DealerState.FALLIDO, NO_BAC),
            tuple("", DealerState.FALLIDO, NO_BAC),
            tuple("BAC1", DealerState.EXITOSO, null),
            tuple("BAC2", DealerState.EXITOSO, null),
            tuple("BAC3", DealerState.EXITOSO, null));
    assertThat(dealers(listing.ofLoad(load)))
        .extracting(DealerStatus::state, DealerStatus::token)
        .containsOnly(
            tuple(DealerState.EXITOSO, "ACK-dealer-shared"), tuple(DealerState.FALLIDO, null));
    assertThat(DEALERS.received())
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.headers()).containsEntry("x-gm-dealers", "BAC1,BAC2,BAC3"));
    assertThat(
            sql.queryForList(
                "select COSC_DEALERBAC from CO_SINCRONIZACIONCARGAPROCESODEALER"
                    + " where COSC_COCP_EVENTOCARGAPROCESOID = ? order by COSC_DEALERBAC",
                String.class,
                load))
        .containsExactly("BAC1", "BAC2", "BAC3");
  }

  @Test
  void onceItsBacIsThereTheDealerIsSentToByTheNextRun() {
    long load =
        data.load("ProductList", "completed-bac")
            .dealer("BAC1", DEALERS.url() + "/dealer/a", "s3cret")
            .dealer(null, DEALERS.url() + "/dealer/a", "s3cret")
            .insert();
    run("completed-bac");
    DEALERS.forget();
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_DEALERBAC = 'BAC2'"
            + " where COSD_DEALERBAC is null and COSD_COCP_EVENTOCARGAPROCESOID = ?",
        load);

    assertThat(run("completed-bac").result()).isEqualTo(RunResult.TOTAL);
    assertThat(DEALERS.received())
        .singleElement()
        .satisfies(request -> assertThat(request.headers()).containsEntry("x-gm-dealers", "BAC2"));
  }

  @Test
  void withoutANameASystemOrASecretADealerIsServedLikeAnyOther() {
    long load =
        data.load("ProductList", "bare")
            .dealer("BAC1", null, null, DEALERS.url() + "/dealer/1", null, null)
            .dealer("BAC2", "", "", DEALERS.url() + "/dealer/2", "", "")
            .dealer("BAC3", DEALERS.url() + "/dealer/3", "s3cret")
            .insert();

    Previewed previewed = (Previewed) preview.of("ProductList", "bare");
    RunView run = run("bare");

    assertThat(previewed.refused()).isEmpty();
    assertThat(run.result()).isEqualTo(RunResult.TOTAL);
    assertThat(dealers(listing.ofEndedRun(run.syncControlId())))
        .extracting(DealerStatus::bac, DealerStatus::token)
        .containsExactly(
            tuple("BAC1", "ACK-dealer-1"),
            tuple("BAC2", "ACK-dealer-2"),
            tuple("BAC3", "ACK-dealer-3"));
    assertThat(
            sql.queryForList(
                "select COSC_DMSORIGEN from CO_SINCRONIZACIONCARGAPROCESODEALER"
                    + " where COSC_COCP_EVENTOCARGAPROCESOID = ?",
                String.class,
                load))
        .hasSize(3)
        .containsOnly("GDMS");
    assertThat(DEALERS.received())
        .filteredOn(request -> request.headers().containsKey("webhook-signature"))
        .extracting(Received::path)
        .containsExactly("/dealer/3");
  }

  private RunView run(String idCarga) {
    StartResult started =
        starter.start(
            new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
    assertThat(started).isInstanceOf(Accepted.class);
    long id = ((Accepted) started).syncControlId();
    handler.run(new SyncJob(id, null));
    return queries.find(id).orElseThrow();
  }

  private static List<DealerStatus> dealers(DealerListing.Of of) {
    return of.page(DealerFilter.all(), PageRequest.of(0, 100)).getContent();
  }
}
