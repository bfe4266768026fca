package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class DealerSnapshotsIntegrationTests {

  private static final Stamp STAMP = new Stamp(TestData.LOADED, "tests");

  @Autowired DealerSnapshots snapshots;
  @Autowired LoadProgress progress;
  @Autowired DealerListing listing;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @BeforeEach
  void clear() {
    sql.update("delete from CO_SINCRONIZACIONCARGAPROCESODEALER");
    sql.update("delete from CO_EVENTOSCARGASNAPSHOTDEALERS");
    sql.update("delete from CO_EVENTOSCARGASINCCONTROL");
    sql.update("delete from CO_EVENTOSCARGAPROCESO");
  }

  @Test
  void givesEachOfManyLikeAnswersItsOwnDuration() {
    long load = data.load("ProductList", "many").dealers(300, "https://a.mx", "s").insert();
    List<SnapshotDealer> dealers = dealersOf(load);
    List<DealerOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      outcomes.add(
          new DealerOutcome.Confirmed(
              dealers.get(i), 0, 200, Duration.ofMillis(1_000 + i), "ok", null));
    }

    snapshots.settle(load, 1, outcomes, STAMP);

    assertThat(lasted(load))
        .hasSize(300)
        .startsWith(Duration.ofMillis(1_000), Duration.ofMillis(1_001))
        .endsWith(Duration.ofMillis(1_298), Duration.ofMillis(1_299))
        .doesNotHaveDuplicates();
  }

  @Test
  void knowsNoDurationOfWhatWasNotSent() {
    long load = data.load("ProductList", "none").dealers(3, "https://a.mx", "s").insert();

    snapshots.settle(
        load,
        1,
        dealersOf(load).stream()
            .<DealerOutcome>map(
                it -> new DealerOutcome.Failed(it, 0, null, null, "omitido", false, false))
            .toList(),
        STAMP);

    assertThat(lasted(load)).hasSize(3).containsOnlyNulls();
  }

  @Test
  void forgetsTheDurationOfTheAttemptBefore() {
    long load = data.load("ProductList", "again").dealers(1, "https://a.mx", "s").insert();
    List<SnapshotDealer> dealer = dealersOf(load);
    snapshots.settle(
        load,
        1,
        List.of(
            new DealerOutcome.Failed(
                dealer.getFirst(), 0, 500, Duration.ofMillis(7), "HTTP 500", false, false)),
        STAMP);
    assertThat(lasted(load)).containsExactly(Duration.ofMillis(7));

    snapshots.sending(dealer, STAMP);

    assertThat(lasted(load)).containsOnlyNulls();
  }

  @Test
  void keepsTheLatestConfirmationOfADealerWhoseStateWasPutBack() {
    long load = data.load("ProductList", "twice").dealers(2, "https://a.mx", "s").insert();
    List<SnapshotDealer> dealers = dealersOf(load);

    snapshots.settle(load, 1, confirmations(dealers, "first"), STAMP);
    sql.update("update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_ESTADOWEBHOOK = 'PENDIENTE'");
    snapshots.settle(load, 2, confirmations(dealers, "second"), STAMP);

    assertThat(
            sql.queryForList(
                """
                select COSC_DEALERBAC || COSC_TOKENCONFIRMACION || COSC_REGISTROSSINCRONIZADOS
                       || COSC_USUARIOALTA || COSC_USUARIOMODIFICACION
                  from CO_SINCRONIZACIONCARGAPROCESODEALER
                 order by COSC_DEALERBAC""",
                String.class))
        .containsExactly(
            dealers.get(0).bac() + "second2teststests", dealers.get(1).bac() + "second2teststests");
  }

  @Test
  void whatADealerHasConfirmedIsFinal() {
    long load = data.load("ProductList", "final").dealers(1, "https://a.mx", "s").insert();
    List<SnapshotDealer> dealers = dealersOf(load);
    Stamp later = new Stamp(TestData.LOADED.plusDays(1), "others");
    snapshots.sending(dealers, STAMP);
    snapshots.settle(load, 1, confirmations(dealers, "first"), STAMP);
    List<Map<String, Object>> rows = rows();

    snapshots.reopen(load, later);
    snapshots.sending(dealers, later);
    snapshots.settle(load, 2, confirmations(dealers, "second"), later);
    snapshots.settle(
        load,
        2,
        List.of(
            new DealerOutcome.Failed(
                dealers.getFirst(), 2, 500, Duration.ZERO, "HTTP 500", false, false)),
        later);
    snapshots.giveUp(load, "fin", "fin", later);

    assertThat(rows()).isEqualTo(rows);
  }

  private List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows =
        sql.queryForList("select * from CO_EVENTOSCARGASNAPSHOTDEALERS");
    rows.addAll(sql.queryForList("select * from CO_SINCRONIZACIONCARGAPROCESODEALER"));
    return rows;
  }

  @Test
  void takesOneConfirmationOfADealerThatIsThereTwice() {
    long load = data.load("ProductList", "same").dealers(2, "https://a.mx", "s").insert();
    sql.update("update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_DEALERBAC = 'SAME'");

    snapshots.settle(load, 1, confirmations(dealersOf(load), "ok"), STAMP);

    assertThat(
            sql.queryForObject(
                "select count(*) from CO_SINCRONIZACIONCARGAPROCESODEALER", Integer.class))
        .isOne();
    assertThat(progress.tally(load)).isEqualTo(new DealerTally(2, 2, 0));
  }

  @Test
  void recordsConfirmationsAndFailuresOfEveryKindTogether() {
    long load = data.load("ProductList", "mixed").dealers(4, "https://a.mx", "s").insert();
    List<SnapshotDealer> dealers = dealersOf(load);
    snapshots.sending(dealers, new Stamp(TestData.LOADED.minusHours(1), "tests"));

    snapshots.settle(
        load,
        1,
        List.of(
            new DealerOutcome.Confirmed(
                dealers.get(0), 0, 200, Duration.ofMillis(5), "{\"a,b\"}", null),
            new DealerOutcome.Failed(
                dealers.get(1), 2, 503, Duration.ofMillis(6), "día, 'x' \\", true, false),
            new DealerOutcome.Failed(dealers.get(2), 0, null, null, "NULL", false, false)),
        STAMP);

    assertThat(listing.ofLoad(load).page(DealerFilter.all(), PageRequest.of(0, 10)))
        .extracting(
            DealerStatus::state,
            DealerStatus::attempts,
            DealerStatus::lastAttempt,
            DealerStatus::httpStatus,
            DealerStatus::error,
            DealerStatus::token)
        .containsExactly(
            tuple(DealerState.FALLIDO, 3, TestData.LOADED, 503, "día, 'x' \\", null),
            tuple(DealerState.FALLIDO, 1, TestData.LOADED.minusHours(1), null, "NULL", null),
            tuple(DealerState.EXITOSO, 1, TestData.LOADED.minusHours(1), 200, null, "{\"a,b\"}"),
            tuple(DealerState.ENVIADO, 1, TestData.LOADED.minusHours(1), null, null, null));
  }

  private static List<DealerOutcome> confirmations(List<SnapshotDealer> dealers, String token) {
    return dealers.stream()
        .<DealerOutcome>map(
            it -> new DealerOutcome.Confirmed(it, 0, 200, Duration.ofMillis(1), token, null))
        .toList();
  }

  private List<SnapshotDealer> dealersOf(long load) {
    List<SnapshotDealer> dealers = new ArrayList<>();
    snapshots.forEach(load, dealers::add);
    return dealers;
  }

  private List<Duration> lasted(long load) {
    return listing.ofLoad(load).page(DealerFilter.all(), PageRequest.of(0, 1_000)).stream()
        .map(DealerStatus::lasted)
        .toList();
  }
}
