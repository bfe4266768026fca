package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.Load;
import com.dealersync.lock.LockToken;
import com.dealersync.sync.RunRegistry.Claiming;
import com.dealersync.sync.RunRegistry.Registration;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.JobNotFoundException;
import org.jobrunr.storage.Paging.AmountBasedList;
import org.jobrunr.storage.StorageProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class WatchdogIntegrationTests {

  @Autowired Watchdog watchdog;
  @Autowired RunRegistry registry;
  @Autowired RunQueries queries;
  @Autowired HandOver handOver;
  @Autowired SyncRuns runs;
  @Autowired LoadLookup lookup;
  @Autowired StorageProvider jobs;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;
  @Autowired ApplicationContext context;

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
  }

  @Test
  void queuesARunWhoseNodeDiedBetweenTheRowAndTheJob() {
    SyncRun run = registered("forgotten");
    silentFor(run, 11);

    watchdog.patrol();

    assertThat(job(run).getState()).isEqualTo(StateName.ENQUEUED);
    assertThat(view(run).status()).isEqualTo(RunStatus.PENDING);
  }

  @Test
  void queuesItBetweenTwoRoundsAndLeavesAllElseToThem() {
    SyncRun forgotten = registered("forgotten-between-rounds");
    silentFor(forgotten, 11);
    watchdog.adopt();
    assertThat(job(forgotten).getState()).isEqualTo(StateName.ENQUEUED);

    registry.claim(forgotten.id());
    handOver.again(forgotten, forgotten.jobId().orElseThrow());
    Job job = job(forgotten);
    job.delete("por la prueba");
    jobs.save(job);
    silentFor(forgotten, 601);
    watchdog.adopt();
    assertThat(view(forgotten).status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void manyAtOnceQueueItOnce() throws Exception {
    SyncRun run = registered("forgotten-by-many");
    silentFor(run, 11);
    long before = queued();
    Callable<Void> patrol =
        () -> {
          watchdog.patrol();
          return null;
        };

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var done : threads.invokeAll(Stream.generate(() -> patrol).limit(8).toList())) {
        done.get();
      }
    }

    assertThat(queued()).isEqualTo(before + 1);
  }

  @Test
  void leavesARunAloneWhoseRequestMayStillHandItOver() {
    SyncRun run = registered("young");

    watchdog.patrol();

    assertThat(hasJob(run)).isFalse();
  }

  @Test
  void queuesAPendingRunAgainWhoseJobIsOver() {
    SyncRun run = registered("deleted-job");
    handOver.again(run, run.jobId().orElseThrow());
    Job job = job(run);
    job.delete("por la prueba");
    jobs.save(job);
    silentFor(run, 11);

    watchdog.patrol();

    assertThat(job(run).getState()).isEqualTo(StateName.ENQUEUED);
  }

  @Test
  void closesADeadRunThatNoJobResumes() {
    SyncRun run = claimed("dead");
    silentFor(run, 601);

    watchdog.patrol();

    assertThat(view(run).status()).isEqualTo(RunStatus.FAILED);
    assertThat(view(run).error()).contains("señales de vida");
  }

  @Test
  void leavesADeadRunToTheJobThatWillResumeIt() {
    SyncRun run = claimed("will-resume");
    handOver.again(run, run.jobId().orElseThrow());
    silentFor(run, 601);

    watchdog.patrol();

    assertThat(view(run).status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void leavesALiveRunAlone() {
    SyncRun run = claimed("alive");
    silentFor(run, 590);

    watchdog.patrol();

    assertThat(view(run).status()).isEqualTo(RunStatus.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PENDING", "RUNNING"})
  void closesARunOfAnotherJobRunnerFromTheYearsBefore(String status) {
    SyncRun run = registered("hangfire-" + status);
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_HANGFIREJOBID = '4711', COES_STATUS = ?"
            + " where COES_SINCCONTROLID = ?",
        status,
        run.id());
    silentFor(run, 601);

    watchdog.patrol();

    assertThat(view(run).status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void warnsAboutARunAtWorkForTwentyMinutes(CapturedOutput log) {
    SyncRun run = claimed("long");
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set FECHAREGISTRO = ? where COES_SINCCONTROLID = ?",
        registry.now().local().minusMinutes(21),
        run.id());

    watchdog.patrol();

    assertThat(log.getOut())
        .contains("lleva más de 20 min", "[corr-1 %d ProductList]".formatted(run.id()));
  }

  @Test
  void oneRunThatCannotBeLookedAfterHidesNoOther() {
    SyncRun broken = registered("broken-job");
    handOver.again(broken, broken.jobId().orElseThrow());
    jobTables().update("update DS_JOBRUNR_JOBS set jobAsJson = 'x'");
    silentFor(broken, 11);
    data.load("CampaignList", "healthy").insert();
    SyncRun healthy = register("CampaignList", "healthy");
    silentFor(healthy, 11);

    watchdog.patrol();

    assertThat(job(healthy).getState()).isEqualTo(StateName.ENQUEUED);
    jobTables().update("delete from DS_JOBRUNR_JOBS where jobAsJson = 'x'");
  }

  /** JobRunr has a database of its own on H2. */
  private JdbcTemplate jobTables() {
    String name = context.getEnvironment().getProperty("jobrunr.database.datasource", "dataSource");
    return new JdbcTemplate(context.getBean(name, DataSource.class));
  }

  private SyncRun registered(String idCarga) {
    data.load("ProductList", idCarga).insert();
    return register("ProductList", idCarga);
  }

  /** The row of an accepted run, as a node leaves it that dies before it queues the job. */
  private SyncRun register(String processType, String idCarga) {
    Load load = lookup.find(processType, idCarga).orElseThrow().load();
    Registration registration =
        registry.register(
            load,
            new StartCommand(processType, idCarga, new Caller("ana", "127.0.0.1", "corr-1")),
            LockToken.ofNewRun(),
            UUID.randomUUID());
    return ((Registration.Registered) registration).run();
  }

  private SyncRun claimed(String idCarga) {
    SyncRun run = registered(idCarga);
    assertThat(registry.claim(run.id())).isInstanceOf(Claiming.Claimed.class);
    return runs.findById(run.id()).orElseThrow();
  }

  private void silentFor(SyncRun run, int seconds) {
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_LATIDO = ? where COES_SINCCONTROLID = ?",
        OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(seconds),
        run.id());
  }

  private RunView view(SyncRun run) {
    return queries.find(run.id()).orElseThrow();
  }

  private Job job(SyncRun run) {
    return jobs.getJobById(run.jobId().orElseThrow());
  }

  private boolean hasJob(SyncRun run) {
    try {
      return job(run) != null;
    } catch (JobNotFoundException e) {
      return false;
    }
  }

  private long queued() {
    return jobs.getJobList(StateName.ENQUEUED, AmountBasedList.ascOnUpdatedAt(1_000)).size();
  }
}
