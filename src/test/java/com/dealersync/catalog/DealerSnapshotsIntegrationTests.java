package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  @Autowired DealerListing listing;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @BeforeEach
  void clear() {
    sql.update("delete from CO_SINCRONIZACIONCARGAPROCESODEALER");
    sql.update("delete from CO_EVENTOSCARGASNAPSHOTDEALERS");
    sql.update("delete from CO_EVENTOSCARGAPROCESO");
  }

  @Test
  void givesEachOfManyLikeAnswersItsOwnDuration() {
    long load = data.load("ProductList", "many").dealers(300, "https://a.mx", "s").insert();
    List<SnapshotDealer> dealers = dealersOf(load);
    List<DealerOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      outcomes.add(
          new DealerOutcome.Confirmed(dealers.get(i), 0, 200, Duration.ofMillis(1_000 + i), "ok"));
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
            .<DealerOutcome>map(it -> new DealerOutcome.Failed(it, 0, null, null, "omitido"))
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
            new DealerOutcome.Failed(dealer.getFirst(), 0, 500, Duration.ofMillis(7), "HTTP 500")),
        STAMP);
    assertThat(lasted(load)).containsExactly(Duration.ofMillis(7));

    snapshots.sending(dealer, STAMP);

    assertThat(lasted(load)).containsOnlyNulls();
  }

  private List<SnapshotDealer> dealersOf(long load) {
    List<SnapshotDealer> dealers = new ArrayList<>();
    snapshots.forEach(load, dealers::add);
    return dealers;
  }

  private List<Duration> lasted(long load) {
    return listing.page(load, DealerFilter.all(), PageRequest.of(0, 1_000)).stream()
        .map(DealerStatus::lasted)
        .toList();
  }
}
