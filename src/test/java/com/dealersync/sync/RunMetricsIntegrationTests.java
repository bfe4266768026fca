package com.dealersync.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.Loads;
import com.dealersync.lock.LockToken;
import com.dealersync.sync.RunRegistry.Claiming;
import com.dealersync.sync.RunRegistry.Registration;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What no healthy run shows. */
@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class RunMetricsIntegrationTests {

  @Autowired Watchdog watchdog;
  @Autowired RunRegistry registry;
  @Autowired Fence fence;
  @Autowired Loads loads;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;
  @Autowired MeterRegistry meters;
  @Autowired TransactionTemplate transaction;

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
  }

  @Test
  void countsAnOrphanThatANewRequestReplaces() {
    double replaced = count("dealersync.orphans.replaced", "process_type", "ProductList");
    double failed = count("dealersync.runs", "result", "failed");
    registered("orphan");
    silentFor(601);

    registered("successor");

    assertThat(count("dealersync.orphans.replaced", "process_type", "ProductList"))
        .isEqualTo(replaced + 1);
    assertThat(count("dealersync.runs", "result", "failed")).isEqualTo(failed + 1);
  }

  @Test
  void countsNoEndThatWasRolledBack() {
    double failed = count("dealersync.runs", "result", "failed");
    registered("not-ended-after-all");

    transaction.executeWithoutResult(
        status -> {
          assertThat(registry.endAll("por la prueba")).isEqualTo(1);
          status.setRollbackOnly();
        });

    assertThat(count("dealersync.runs", "result", "failed")).isEqualTo(failed);
  }

  @Test
  void countsEachWriteThatTheFenceRefuses() {
    double refused = count("dealersync.fenced.out.writes", "process_type", "ProductList");
    SyncRun run = registered("taken-over");
    Claim first = claim(run);
    claim(run);

    assertThatExceptionOfType(FencedOutException.class)
        .isThrownBy(() -> fence.whileOwned(first, (it, now) -> it));

    assertThat(count("dealersync.fenced.out.writes", "process_type", "ProductList"))
        .isEqualTo(refused + 1);
  }

  @Test
  void showsToEveryNodeHowOldAndHowSilentARunIs() {
    claim(registered("seen-by-the-watchdog"));
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set FECHAREGISTRO = ? where COES_IDCARGA = ?",
        registry.now().local().minusMinutes(25),
        "seen-by-the-watchdog");
    silentFor(100);
    double warned = count("dealersync.watchdog.actions", "action", "warned");

    watchdog.patrol();

    assertThat(gauge("dealersync.run.age")).isBetween(1_500.0, 1_560.0);
    assertThat(gauge("dealersync.run.silence")).isBetween(100.0, 160.0);
    assertThat(count("dealersync.watchdog.actions", "action", "warned")).isEqualTo(warned + 1);

    registry.endAll("fin");
    watchdog.patrol();
    assertThat(gauge("dealersync.run.age")).isZero();
    assertThat(gauge("dealersync.run.silence")).isZero();
  }

  @Test
  void countsARunThatTheWatchdogCloses() {
    double closed = count("dealersync.watchdog.actions", "action", "closed");
    claim(registered("closed-by-the-watchdog"));
    silentFor(601);

    watchdog.patrol();

    assertThat(count("dealersync.watchdog.actions", "action", "closed")).isEqualTo(closed + 1);
  }

  private SyncRun registered(String idCarga) {
    Load load = loads.findById(data.load("ProductList", idCarga).insert()).orElseThrow();
    return ((Registration.Registered)
            registry.register(
                load,
                new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")),
                LockToken.ofNewRun(),
                UUID.randomUUID()))
        .run();
  }

  private Claim claim(SyncRun run) {
    return ((Claiming.Claimed) registry.claim(run.id())).claim();
  }

  private void silentFor(int seconds) {
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_LATIDO = ?"
            + " where COES_STATUS in ('PENDING', 'RUNNING')",
        OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(seconds));
  }

  private double count(String name, String... tags) {
    return meters.get(name).tags(tags).counters().stream().mapToDouble(it -> it.count()).sum();
  }

  private double gauge(String name) {
    return meters.get(name).tag("process_type", "ProductList").timeGauge().value(SECONDS);
  }
}
