package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.JobNotFoundException;
import org.jobrunr.storage.StorageProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Rounds, without a job server: the tests start the jobs by hand and say when a round is due. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.delivery.retry.delays=",
      "dealer-sync.delivery.breaker.open-for=3s",
      "dealer-sync.delivery.retry.tail-pass=false",
      "dealer-sync.delivery.retry.budget=2s",
      "dealer-sync.follow-up.delays=15m,1h"
    })
class RoundsIntegrationTests {

  private DealerServer dealers;
  private static final Caller ANA = new Caller("ana", "127.0.0.1", "corr-1");

  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler jobHandler;
  @Autowired RoundJobHandler roundHandler;
  @Autowired RunQueries queries;
  @Autowired LoadQueries loads;
  @Autowired RunRegistry registry;
  @Autowired Cancellation cancellation;
  @Autowired Watchdog watchdog;
  @Autowired Pausing pausing;
  @Autowired SyncRuns runs;
  @Autowired StorageProvider jobs;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_SIGUIENTERONDA = null, COES_RONDAJOBID = null");
    sql.update("delete from CO_DS_CARGAENVIADA");
    dealers.close();
  }

  /** Of its own for each test, because the breakers of origins outlive a run. */
  @BeforeEach
  void startDealers() {
    dealers = DealerServer.started();
  }

  @Test
  void aRoundFollowsForDealersWhoseFailureMayPass() {
    answering(503, "/dealer/1");
    long load = load("first", 3);

    long run = work("first");

    RoundPlan.Planned planned = planned(run);
    assertThat(planned.at())
        .isCloseTo(
            registry.now().instant().plus(15, ChronoUnit.MINUTES), within(20, ChronoUnit.SECONDS));
    assertThat(job(planned).getState()).isEqualTo(StateName.SCHEDULED);
    LoadView.Rounds rounds = loads.find(load).orElseThrow().rounds();
    assertThat(rounds.begun()).isZero();
    assertThat(rounds.most()).isEqualTo(2);
    assertThat(rounds.next()).isNotNull();
  }

  @Test
  void aRoundIsARunOfTheSystemForThoseDealersOnly() {
    dealers.answerWith(
        request ->
            switch (request.path()) {
              case "/dealer/1" -> new Answer(503, "");
              case "/dealer/2" -> new Answer(401, "");
              default -> DealerServer.confirm(request);
            });
    long load = load("second", 3);
    long first = work("second");
    List<String> ids = webhookIds("/dealer/1");
    dealers.forget();
    dealers.answerWith(DealerServer::confirm);

    long round = round(first);

    RunView view = finished(round);
    assertThat(view.round()).isEqualTo(1);
    assertThat(view.registeredBy()).isEqualTo("sistema");
    assertThat(view.dealers()).isEqualTo(new RunView.Dealers(1, 1, 0, 0));
    assertThat(dealers.received())
        .extracting(DealerServer.Received::path)
        .containsExactly("/dealer/1");
    assertThat(webhookIds("/dealer/1")).isEqualTo(ids);
    assertThat(runs.findById(round).orElseThrow().planned())
        .as("what is left waits for a hand")
        .isNull();
    assertThat(loads.find(load).orElseThrow().rounds()).isEqualTo(new LoadView.Rounds(1, 2, null));
  }

  @Test
  void roundsEndWithTheLastOne() {
    answering(503, "/dealer/1");
    load("persistent", 1);

    long second = round(round(work("persistent")));

    assertThat(finished(second).round()).isEqualTo(2);
    assertThat(runs.findById(second).orElseThrow().planned()).isNull();
  }

  @Test
  void theLastRoundThatReachesEverybodySynchronisesTheLoad() {
    answering(503, "/dealer/1");
    load("recovered", 2);
    long first = work("recovered");
    dealers.answerWith(DealerServer::confirm);

    assertThat(finished(round(first)).result()).isEqualTo(RunResult.TOTAL);
    assertThat(starter.start(new StartCommand("ProductList", "recovered", ANA)))
        .isInstanceOf(LoadRefusal.AlreadySynchronised.class);
  }

  @Test
  void noRoundFollowsForFailuresThatWillNotPass() {
    answering(401, "/dealer/1");
    load("refused", 2);

    assertThat(runs.findById(work("refused")).orElseThrow().planned()).isNull();
  }

  @Test
  void dealersBehindAnOpenBreakerAreNotForgotten() {
    dealers.answerWith(request -> new Answer(503, ""));
    load("breaker", 12);
    long first = work("breaker");
    int tried = dealers.received().size();
    assertThat(tried).as("the breaker kept the others from being tried").isLessThan(12);
    dealers.forget();
    dealers.answerWith(DealerServer::confirm);

    RunView view = finished(round(first));

    assertThat(view.dealers()).isEqualTo(new RunView.Dealers(12, 12, 0, 0));
    assertThat(view.result()).isEqualTo(RunResult.TOTAL);
  }

  @Test
  void aPersonsRunTakesThePlaceOfTheRound() {
    answering(503, "/dealer/1");
    load("by-hand", 2);
    long first = work("by-hand");
    long byHand = work("by-hand");
    due(first);

    roundHandler.run(new RoundJob(first));

    assertThat(runs.findById(first).orElseThrow().planned()).isNull();
    assertThat(runsOf("by-hand")).isEqualTo(2);
    assertThat(finished(byHand).round()).isZero();
    assertThat(planned(byHand)).as("rounds begin anew").isNotNull();
  }

  @Test
  void manyNodesStartItOnce() throws Exception {
    answering(503, "/dealer/1");
    load("by-many", 2);
    long first = work("by-many");
    due(first);
    Callable<Void> start =
        () -> {
          roundHandler.run(new RoundJob(first));
          return null;
        };

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var done : threads.invokeAll(Stream.generate(() -> start).limit(8).toList())) {
        done.get();
      }
    }

    assertThat(runsOf("by-many")).isEqualTo(2);
  }

  @Test
  void twoStartsThatBothSawThePlanMakeOneRun() {
    answering(503, "/dealer/1");
    load("seen-twice", 2);
    long first = work("seen-twice");
    due(first);
    StartCommand round =
        new StartCommand("ProductList", "seen-twice", ANA, false, new Purpose.Round(first));
    Accepted accepted = (Accepted) starter.startUnasked(round);
    jobHandler.run(new SyncJob(accepted.syncControlId(), null));

    assertThatThrownBy(() -> starter.startUnasked(round)).isInstanceOf(RoundGoneException.class);

    assertThat(runsOf("seen-twice")).isEqualTo(2);
    assertThat(starter.start(new StartCommand("ProductList", "seen-twice", ANA)))
        .as("the lock is free again")
        .isInstanceOf(Accepted.class);
  }

  @Test
  void aJobThatBeginsBeforeItsTimeStartsNothingAndIsGivenAgain() {
    answering(503, "/dealer/1");
    load("jumped", 1);
    long first = work("jumped");
    end(job(planned(first)));

    roundHandler.run(new RoundJob(first));
    assertThat(runsOf("jumped")).isEqualTo(1);
    watchdog.patrol();
    assertThat(job(planned(first)).getState()).isEqualTo(StateName.DELETED);

    due(first);
    watchdog.patrol();
    assertThat(job(planned(first)).getState()).isEqualTo(StateName.ENQUEUED);
  }

  @Test
  void theWatchdogFindsARoundWhoseJobIsLost() {
    answering(503, "/dealer/1");
    load("lost", 1);
    long first = work("lost");
    jobs.deletePermanently(planned(first).jobId());

    watchdog.patrol();

    assertThat(job(planned(first)).getState()).isEqualTo(StateName.SCHEDULED);
  }

  @Test
  void theWatchdogLeavesARoundAloneDuringAPause() {
    answering(503, "/dealer/1");
    load("paused-round", 1);
    long first = work("paused-round");
    due(first);
    end(job(planned(first)));
    pausing.pause("ProductList", "revisión", null, ANA);

    watchdog.patrol();
    assertThat(job(planned(first)).getState()).isEqualTo(StateName.DELETED);

    pausing.resume("ProductList", ANA);
    watchdog.patrol();
    assertThat(job(planned(first)).getState()).isEqualTo(StateName.ENQUEUED);
  }

  @Test
  void aRoundWaitsForAnotherRunOfItsProcessType() {
    answering(503, "/dealer/1");
    load("waiting", 1);
    load("at-work", 1);
    long first = work("waiting");
    due(first);
    Accepted other = (Accepted) starter.start(new StartCommand("ProductList", "at-work", ANA));

    roundHandler.run(new RoundJob(first));
    assertThat(runsOf("waiting")).isEqualTo(1);
    jobHandler.run(new SyncJob(other.syncControlId(), null));

    assertThat(finished(round(first)).round()).isEqualTo(1);
  }

  @Test
  void aReplacedLoadHasNoRounds() {
    answering(503, "/dealer/1");
    long old = load("old", 1);
    long first = work("old");
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 0 where COCP_EVENTOCARGAPROCESOID = ?",
        old);
    assertThat(loads.find(old).orElseThrow().rounds().next()).isNull();
    due(first);

    roundHandler.run(new RoundJob(first));

    assertThat(runsOf("old")).isEqualTo(1);
    assertThat(runs.findById(first).orElseThrow().planned()).isNull();
  }

  @Test
  void cancellingTheEndedRunCallsItsRoundsOff() {
    answering(503, "/dealer/1");
    load("cancelled", 1);
    long first = work("cancelled");

    assertThat(cancellation.cancel(first, ANA)).isInstanceOf(CancelResult.RoundsCalledOff.class);
    assertThat(runs.findById(first).orElseThrow().planned()).isNull();
    assertThat(cancellation.cancel(first, ANA)).isInstanceOf(CancelResult.AlreadyEnded.class);
  }

  @Test
  void aRoundFollowsADeadRun() {
    load("dead", 2);
    Accepted accepted = (Accepted) starter.start(new StartCommand("ProductList", "dead", ANA));
    registry.claim(accepted.syncControlId());
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_LATIDO = ? where COES_SINCCONTROLID = ?",
        OffsetDateTime.now(ZoneOffset.UTC).minusHours(1),
        accepted.syncControlId());
    jobs.deletePermanently(UUID.fromString(String.valueOf(accepted.jobId())));
    watchdog.patrol();
    assertThat(finished(accepted.syncControlId()).status()).isEqualTo(RunStatus.FAILED);

    RunView view = finished(round(accepted.syncControlId()));

    assertThat(view.result()).isEqualTo(RunResult.TOTAL);
  }

  @Test
  void aPersonsRunThatGotNoJobLeavesTheLoadItsRounds() {
    answering(503, "/dealer/1");
    load("unqueued-by-hand", 2);
    long first = work("unqueued-by-hand");
    long byHand = unqueued(new StartCommand("ProductList", "unqueued-by-hand", ANA));
    assertThat(runs.findById(first).orElseThrow().planned()).isNull();

    assertThat(planned(byHand)).isNotNull();
  }

  @Test
  void aStartThatNobodyAskedForAndThatGotNoJobIsMadeUpFor() {
    load("unqueued-unasked", 2);
    long run =
        unqueued(
            new StartCommand(
                "ProductList",
                "unqueued-unasked",
                Caller.system(null),
                false,
                new Purpose.FirstRun()));

    assertThat(finished(round(run)).result()).isEqualTo(RunResult.TOTAL);
  }

  @Test
  void aPersonsFirstRunThatGotNoJobIsLeftToThem() {
    load("unqueued-first", 2);

    long run = unqueued(new StartCommand("ProductList", "unqueued-first", ANA));

    assertThat(runs.findById(run).orElseThrow().planned()).isNull();
  }

  /** As where the job storage fails after the run was registered. */
  private long unqueued(StartCommand command) {
    long run = ((Accepted) starter.start(command)).syncControlId();
    registry.abandon(run, "El trabajo no pudo encolarse", "por la prueba");
    assertThat(finished(run).status()).isEqualTo(RunStatus.FAILED);
    return run;
  }

  @Test
  void aRunThatTheGuardEndsHasNoRounds() {
    data.load("ProductList", "guarded").dealers(1, dealers.url(), "s").records(99).insert();

    long run = work("guarded");

    assertThat(finished(run).status()).isEqualTo(RunStatus.FAILED);
    assertThat(runs.findById(run).orElseThrow().planned()).isNull();
  }

  private void answering(int status, String path) {
    dealers.answerWith(
        request ->
            request.path().equals(path) ? new Answer(status, "") : DealerServer.confirm(request));
  }

  private long load(String idCarga, int count) {
    return data.load("ProductList", idCarga).dealers(count, dealers.url(), "s3cret").insert();
  }

  private long work(String idCarga) {
    Accepted accepted = (Accepted) starter.start(new StartCommand("ProductList", idCarga, ANA));
    jobHandler.run(new SyncJob(accepted.syncControlId(), null));
    return accepted.syncControlId();
  }

  /** Lets the planned round begin and work. */
  private long round(long after) {
    due(after);
    roundHandler.run(new RoundJob(after));
    long round =
        sql.queryForObject(
            "select max(COES_SINCCONTROLID) from CO_EVENTOSCARGASINCCONTROL", Long.class);
    assertThat(round).isGreaterThan(after);
    jobHandler.run(new SyncJob(round, null));
    return round;
  }

  private void due(long after) {
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_SIGUIENTERONDA = ?"
            + " where COES_SINCCONTROLID = ? and COES_RONDAJOBID is not null",
        OffsetDateTime.now(ZoneOffset.UTC).minus(Duration.ofSeconds(30)),
        after);
  }

  private RoundPlan.Planned planned(long run) {
    RoundPlan.Planned planned = runs.findById(run).orElseThrow().planned();
    assertThat(planned).isNotNull();
    return planned;
  }

  private Job job(RoundPlan.Planned planned) {
    try {
      return jobs.getJobById(planned.jobId());
    } catch (JobNotFoundException e) {
      throw new AssertionError("The round has no job", e);
    }
  }

  private void end(Job job) {
    job.delete("por la prueba");
    jobs.save(job);
  }

  private RunView finished(long runId) {
    RunView run = queries.find(runId).orElseThrow();
    assertThat(run.status().isActive()).as("run %s has ended", run).isFalse();
    return run;
  }

  private long runsOf(String idCarga) {
    return queries
        .history(
            new RunQueries.Filter("ProductList", idCarga, null, null, null), PageRequest.of(0, 10))
        .getTotalElements();
  }

  private List<String> webhookIds(String path) {
    return dealers.received().stream()
        .filter(request -> request.path().equals(path))
        .map(request -> request.headers().get("webhook-id"))
        .toList();
  }
}
