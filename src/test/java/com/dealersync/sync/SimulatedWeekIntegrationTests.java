package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.notices.NoticeJobHandler;
import com.dealersync.notices.SweepByHand;
import com.dealersync.sync.WeekDealers.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobrunr.storage.StorageProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * A week of the service without a hand, on a clock that is set to the next moment at which anything
 * happens. Loads begin by themselves, dealers are down for hours or for good, a load is replaced
 * while its rounds go on, its process type is paused for some hours, and jobs get lost. All of it
 * comes from a seed: {@code -Dweek.seed=…} plays another week.
 */
@IntegrationTest
@Import(SetClock.class)
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.retry.delays=20ms",
      "dealer-sync.delivery.breaker.open-for=200ms",
      "dealer-sync.procesos.ProductList.inicio=automatico",
      "dealer-sync.procesos.CampaignList.inicio=automatico",
      "dealer-sync.notices.secret=0123456789abcdef-semana",
      "dealer-sync.notices.retries=1ms,1ms,1ms,1ms,1ms,1ms,1ms,1ms,1ms,1ms"
    })
class SimulatedWeekIntegrationTests {

  private static final int DEALERS = Integer.getInteger("week.dealers", 2_000);
  private static final long SEED = Long.getLong("week.seed", 19);
  private static final Duration TICK = Duration.ofHours(1);
  private static final Caller ANA = new Caller("ana", "10.0.0.1", "c-semana");
  private static final TestRedis REDIS = TestRedis.started();
  private static final WeekNotices TOLD = new WeekNotices(new Random(SEED));

  @Autowired ApplicationContext service;
  @Autowired SetClock clock;
  @Autowired AutomaticStart automaticStart;
  @Autowired Watchdog watchdog;
  @Autowired Rounds rounds;
  @Autowired Pausing pausing;
  @Autowired FollowUpProperties followUp;
  @Autowired StorageProvider storage;
  @Autowired SyncJobHandler runHandler;
  @Autowired RoundJobHandler roundHandler;
  @Autowired NoticeJobHandler noticeHandler;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  private final RandomGenerator random = new Random(SEED);
  private final TreeMap<Instant, Runnable> plans = new TreeMap<>();
  private final Map<String, LocalDateTime> loads = new HashMap<>();
  private final List<String> story = new ArrayList<>();
  private JobsByHand jobs;
  private WeekDealers dealers;
  private Instant begin;

  @DynamicPropertySource
  static void ownServers(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", REDIS::url);
    registry.add("dealer-sync.notices.urls", TOLD::url);
  }

  @BeforeEach
  void begin() {
    jobs = new JobsByHand(storage, runHandler, roundHandler, noticeHandler);
    begin = clock.now().instant();
    Duration longestOutage = followUp.waits().getLast().minusHours(1);
    dealers = new WeekDealers(() -> clock.now().instant(), random, DEALERS, begin, longestOutage);
  }

  @AfterEach
  void end() {
    dealers.close();
    TOLD.close();
  }

  @Test
  void everyDealerThatCameBackHasTheNewestContent() {
    plan(Duration.ofHours(1), () -> load("ProductList", "replaced"));
    plan(Duration.ofHours(3), () -> load("CampaignList", "undisturbed"));
    Duration replacing = Duration.ofHours(2 + random.nextInt(20));
    plan(replacing, () -> load("ProductList", "newer"));
    Duration pause = replacing.plusMinutes(10 + random.nextInt(120));
    plan(pause, () -> pausing.pause("ProductList", "revisión", null, ANA));
    plan(pause.plusHours(1 + random.nextInt(8)), () -> pausing.resume("ProductList", ANA));
    plan(Duration.ofDays(5), () -> load("ProductList", "last"));

    live(begin.plus(Duration.ofDays(7)));

    eachThatCameBackHas("undisturbed", "newer", "last");
    noDealerGotAnOlderLoadAfterANewerOne();
    noDealerGotALoadAgainThatItHadConfirmed();
    eachLoadHadOneContent();
    eachRoundWasPlannedOnce();
    assertThat(TOLD.acceptedMoreThanOnce()).as("notices that came twice, %s", story).isEmpty();
    assertThat(TOLD.accepted())
        .as("what was told, %s", story)
        .containsExactlyInAnyOrder(
            "carga.parcial undisturbed", "carga.parcial newer", "carga.parcial last");
  }

  private void plan(Duration after, Runnable what) {
    plans.put(begin.plus(after), what);
  }

  /** Sets the clock to the next moment at which anything happens, again and again. */
  private void live(Instant until) {
    for (Instant now = begin; now.isBefore(until); now = clock.now().instant()) {
      clock.advanceTo(next(now));
      if (random.nextInt(4) == 0) {
        note(jobs.strike(random));
      }
      pass();
    }
    await("notices")
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              SweepByHand.in(service);
              jobs.work(clock.now().instant());
              return waitingNotices() == 0;
            });
  }

  private void pass() {
    Instant now = clock.now().instant();
    while (!plans.isEmpty() && !plans.firstKey().isAfter(now)) {
      plans.pollFirstEntry().getValue().run();
    }
    dealers.look();
    automaticStart.look();
    watchdog.patrol();
    jobs.work(now);
  }

  private Instant next(Instant now) {
    Stream<Instant> planned =
        rounds.planned().stream()
            .map(SyncRun::planned)
            .filter(Objects::nonNull)
            .map(RoundPlan.Planned::at);
    return Stream.concat(plans.keySet().stream(), planned)
        .filter(time -> time.isAfter(now))
        .min(Instant::compareTo)
        .filter(time -> time.isBefore(now.plus(TICK)))
        .orElse(now.plus(TICK));
  }

  /** As a loader makes it: the catalog has this load's content only. */
  private void load(String processType, String idCarga) {
    int records = 5 + random.nextInt(20);
    boolean products = processType.equals("ProductList");
    sql.update("delete from " + (products ? "CO_GM_LISTAPRODUCTOS" : "CO_GM_CAMPAIGNCATALOG"));
    if (products) {
      data.products(records);
    } else {
      data.campaigns(records);
    }
    LocalDateTime loadedAt = clock.now().local().minusMinutes(2);
    TestData.LoadBuilder load = data.load(processType, idCarga).records(records);
    dealers.urls().forEach((bac, url) -> load.dealer(bac, url, "s3cret"));
    load.loadedAt(loadedAt).insert();
    loads.put(idCarga, loadedAt);
    note("load " + idCarga);
  }

  private void note(String what) {
    story.add("%s %s".formatted(Duration.between(begin, clock.now().instant()), what));
  }

  private long waitingNotices() {
    return Objects.requireNonNull(
        sql.queryForObject(
            "select count(*) from CO_DS_AVISOS where AVIS_ESTADO = 'PENDIENTE'", Long.class));
  }

  private void eachThatCameBackHas(String... these) {
    for (String idCarga : these) {
      List<String> without =
          sql.queryForList(
              """
              select COSD_DEALERBAC from CO_EVENTOSCARGASNAPSHOTDEALERS, CO_EVENTOSCARGAPROCESO
               where COSD_COCP_EVENTOCARGAPROCESOID = COCP_EVENTOCARGAPROCESOID
                 and COCP_IDCARGA = ? and COSD_ESTADOWEBHOOK <> 'EXITOSO'\
              """,
              String.class,
              idCarga);
      assertThat(without)
          .as("without %s, seed %d, %s", idCarga, SEED, story)
          .containsExactlyInAnyOrderElementsOf(dealers.goneForGood());
      List<String> got =
          dealers.received().stream()
              .filter(it -> it.confirmed() && it.idCarga().equals(idCarga))
              .map(Received::bac)
              .toList();
      assertThat(got).hasSize(DEALERS - dealers.goneForGood().size());
    }
  }

  /** Nobody gets one, once a newer one was sent to anybody. */
  private void noDealerGotAnOlderLoadAfterANewerOne() {
    List<LocalDateTime> inOrderOfArrival =
        dealers.received().stream()
            .filter(it -> !it.idCarga().equals("undisturbed"))
            .map(it -> loads.get(it.idCarga()))
            .toList();
    assertThat(inOrderOfArrival).as("seed %d, %s", SEED, story).isSorted();
  }

  private void noDealerGotALoadAgainThatItHadConfirmed() {
    Map<String, Long> confirmed =
        dealers.received().stream()
            .filter(Received::confirmed)
            .collect(
                Collectors.groupingBy(it -> it.bac() + " " + it.idCarga(), Collectors.counting()));
    assertThat(confirmed).allSatisfy((what, times) -> assertThat(times).as(what).isOne());
  }

  private void eachLoadHadOneContent() {
    assertThat(
            dealers.received().stream()
                .map(it -> it.idCarga() + " " + it.content())
                .distinct()
                .toList())
        .hasSameSizeAs(loads.keySet());
  }

  private void eachRoundWasPlannedOnce() {
    for (String idCarga : loads.keySet()) {
      List<Integer> numbers =
          sql.queryForList(
              """
              select COES_RONDA from CO_EVENTOSCARGASINCCONTROL
               where COES_IDCARGA = ? order by COES_SINCCONTROLID\
              """,
              Integer.class,
              idCarga);
      assertThat(numbers)
          .as("rounds of %s, seed %d, %s", idCarga, SEED, story)
          .isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
      if (!idCarga.equals("replaced")) {
        assertThat(numbers).hasSize(followUp.waits().size() + 1);
      }
    }
    assertThat(rounds.planned()).isEmpty();
  }
}
