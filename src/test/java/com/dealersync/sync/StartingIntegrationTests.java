package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.AuditTrail;
import com.dealersync.audit.Caller;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.catalog.RunRecipients;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.InterruptedLock;
import com.dealersync.lock.LockProperties;
import com.dealersync.lock.LockToken;
import com.dealersync.logs.RepeatedFaults;
import com.dealersync.sync.LoadRefusal.AlreadySynchronised;
import com.dealersync.sync.LoadRefusal.UnknownLoad;
import com.dealersync.sync.LoadRefusal.UnknownProcessType;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.StartResult.AlreadyActive;
import com.dealersync.sync.StartResult.Busy;
import com.dealersync.sync.StartResult.LockUnavailable;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.TaskExecutionOutcome.Status;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What a request meets, with no job server to take accepted runs any further. */
@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class StartingIntegrationTests {

  private static final TestRedis SERVER = TestRedis.started();
  private static final String KEY = "lock:sync:ProductList";

  @Autowired SyncStarter starter;
  @Autowired RunQueries queries;
  @Autowired RunRegistry registry;
  @Autowired LoadChecks checks;
  @Autowired LoadLookup lookup;
  @Autowired ProcessTypes processTypes;
  @Autowired SyncRuns runs;
  @Autowired DistributedLock lock;
  @Autowired LockProperties lockProperties;
  @Autowired JobServer jobServer;
  @Autowired RequestMetrics metrics;
  @Autowired RunTraces traces;
  @Autowired ScheduledTaskHolder schedule;
  @Autowired DatabaseClock clock;
  @Autowired RunClosing closing;
  @Autowired Rounds rounds;
  @Autowired RunRecipients recipients;
  @Autowired HandOver handOver;
  @Autowired AuditTrail trail;
  @Autowired StorageProvider jobs;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  /** The watchdog's first round, right after the start, would close the dead runs made here. */
  @BeforeEach
  void letTheWatchdogPass() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                schedule.getScheduledTasks().stream()
                    .map(ScheduledTask::getTask)
                    .filter(task -> task.toString().endsWith("Watchdog.patrol"))
                    .anyMatch(task -> task.getLastExecutionOutcome().status() == Status.SUCCESS));
  }

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
    redis.delete(List.of(KEY, "lock:sync:CampaignList"));
  }

  @Test
  void acceptsALoadAndHandsItOver() {
    data.load("ProductList", "accepted").insert();

    Accepted accepted = accepted(start("ProductList", "accepted"));

    assertThat(accepted.processId()).matches("[0-9A-F]{16}");
    assertThat(accepted.lockTtl()).isEqualTo(Duration.ofSeconds(600));
    assertThat(jobs.getJobById(accepted.jobId())).isNotNull();
    assertThat(redis.opsForValue().get(KEY)).startsWith(accepted.processId() + "|0|");
    assertThat(queries.find(accepted.syncControlId()))
        .hasValueSatisfying(
            run -> {
              assertThat(run.status()).isEqualTo(RunStatus.PENDING);
              assertThat(run.processId()).isEqualTo(accepted.processId());
              assertThat(run.jobId()).isEqualTo(accepted.jobId().toString());
              assertThat(run.fechaCarga()).isEqualTo(TestData.LOADED);
              assertThat(run.registeredBy()).isEqualTo("ana");
              assertThat(run.registeredAt()).isEqualTo(accepted.startTime());
            });
  }

  @Test
  void refusesAnUnknownProcessType() {
    assertThat(start("Other", "x"))
        .isEqualTo(new UnknownProcessType(List.of("CampaignList", "ProductList")));
    assertThat(start("productlist", "x")).isInstanceOf(UnknownProcessType.class);
  }

  @Test
  void refusesALoadThatIsNotThere() {
    data.load("CampaignList", "of-another-type").insert();

    assertThat(start("ProductList", "missing")).isEqualTo(new UnknownLoad());
    assertThat(start("ProductList", "of-another-type")).isEqualTo(new UnknownLoad());
  }

  @Test
  void refusesASynchronisedLoad() {
    long load = data.load("ProductList", "done").status("SINCRONIZADA").insert();

    assertThat(start("ProductList", "done"))
        .isEqualTo(new AlreadySynchronised(load, "SINCRONIZADA"));
    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void refusesALoadWhoseRunIsAlive() {
    data.load("ProductList", "live").insert();
    Accepted first = accepted(start("ProductList", "live"));

    assertThat(start("ProductList", "live"))
        .isEqualTo(
            new AlreadyActive(first.syncControlId(), RunStatus.PENDING, Duration.ofSeconds(30)));
  }

  @Test
  void refusesAnotherLoadOfABusyProcessType() {
    data.load("ProductList", "first").insert();
    data.load("ProductList", "second").insert();
    accepted(start("ProductList", "first"));

    assertThat(start("ProductList", "second")).isInstanceOf(Busy.class);
  }

  @Test
  void runsTwoProcessTypesSideBySide() {
    data.load("ProductList", "products").insert();
    data.load("CampaignList", "campaigns").insert();

    accepted(start("ProductList", "products"));
    accepted(start("CampaignList", "campaigns"));
  }

  @Test
  void acceptsExactlyOneOfAHundredRequestsAtOnce() throws Exception {
    IntStream.range(0, 4).forEach(i -> data.load("ProductList", "crowd" + i).insert());
    List<StartResult> results;
    try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
      results =
          threads
              .invokeAll(
                  IntStream.range(0, 100)
                      .<Callable<StartResult>>mapToObj(
                          i -> () -> start("ProductList", "crowd" + i % 4))
                      .toList())
              .stream()
              .map(Future::resultNow)
              .toList();
    }

    assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(r -> !(r instanceof Accepted))
        .hasSize(99)
        .allMatch(r -> r instanceof Busy || r instanceof AlreadyActive);
  }

  @Test
  void theDatabaseRefusesWhatALostKeyLetThrough() {
    data.load("ProductList", "holder").insert();
    data.load("ProductList", "intruder").insert();
    accepted(start("ProductList", "holder"));
    redis.delete(KEY);

    assertThat(start("ProductList", "intruder")).isInstanceOf(Busy.class);
    assertThat(redis.hasKey(KEY)).as("the refused request released what it took").isFalse();
    assertThat(activeRuns()).isEqualTo(1);
  }

  @Test
  void theUniqueRuleRefusesASecondRowInsertedAtTheSameMoment() {
    long load = data.load("ProductList", "unique").insert();
    insertRun(load, "unique", "RUNNING", OffsetDateTime.now(), null);

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> insertRun(load, "unique", "PENDING", OffsetDateTime.now(), null));
  }

  @Test
  void replacesARunWhoseHeartStoppedLongerThanTheTtlAgo() {
    long load = data.load("ProductList", "dead").insert();
    long dead = insertRun(load, "dead", "RUNNING", OffsetDateTime.now().minusSeconds(601), null);

    Accepted next = accepted(start("ProductList", "dead"));

    assertThat(queries.find(dead))
        .hasValueSatisfying(
            run -> {
              assertThat(run.status()).isEqualTo(RunStatus.FAILED);
              assertThat(run.error()).contains("Reemplazada");
              assertThat(run.endedAt()).isNotNull();
            });
    assertThat(next.syncControlId()).isNotEqualTo(dead);
  }

  @Test
  void aRowOlderThanTheServiceIsJudgedByItsRegistration() {
    long load = data.load("ProductList", "legacy").insert();
    long legacy = insertRun(load, "legacy", "RUNNING", null, null);

    sql.update("update CO_EVENTOSCARGASINCCONTROL set FECHAREGISTRO = ?", local(590));
    assertThat(start("ProductList", "legacy"))
        .isEqualTo(new AlreadyActive(legacy, RunStatus.RUNNING, Duration.ofSeconds(30)));

    sql.update("update CO_EVENTOSCARGASINCCONTROL set FECHAREGISTRO = ?", local(602));
    accepted(start("ProductList", "legacy"));
  }

  @Test
  void aSilentRunCountsAsLongAsItsOwnKeyLives() {
    long load = data.load("ProductList", "silent").insert();
    LockToken token = LockToken.ofNewRun();
    long silent =
        insertRun(load, "silent", "RUNNING", OffsetDateTime.now().minusSeconds(900), token);
    redis.opsForValue().set(KEY, token.ofAttempt(3).value(), Duration.ofSeconds(40));

    assertThat(start("ProductList", "silent"))
        .isInstanceOfSatisfying(
            AlreadyActive.class,
            refusal -> {
              assertThat(refusal.syncControlId()).isEqualTo(silent);
              assertThat(refusal.retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(40));
            });

    redis.delete(KEY);
    accepted(start("ProductList", "silent"));
  }

  @Test
  void aKeyLeftBehindByAnEndedRunIsTakenOver() {
    data.load("ProductList", "ended").insert();
    Accepted first = accepted(start("ProductList", "ended"));
    String key = redis.opsForValue().get(KEY);
    registry.endAll("murió antes de liberar");
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(key);

    Accepted second = accepted(start("ProductList", "ended"));

    assertThat(redis.opsForValue().get(KEY)).startsWith(second.processId());
    assertThat(second.processId()).isNotEqualTo(first.processId());
  }

  @Test
  void aKeyThatNoKnownRunHoldsMeansBusy() {
    data.load("ProductList", "foreign").insert();
    for (String foreign : List.of(LockToken.ofNewRun().value(), "somebody", "")) {
      redis.opsForValue().set(KEY, foreign, Duration.ofSeconds(590));

      assertThat(start("ProductList", "foreign")).isInstanceOf(Busy.class);
      assertThat(redis.opsForValue().get(KEY)).isEqualTo(foreign);
    }
  }

  @Test
  void aKeyWhoseRequestDiedBeforeItMadeARunIsTakenOverAfterHalfAMinute() {
    data.load("ProductList", "died").insert();
    String dead = LockToken.ofNewRun().value();
    redis.opsForValue().set(KEY, dead, Duration.ofSeconds(600).minusSeconds(31));
    assertThat(queries.availability("ProductList")).isInstanceOf(Availability.Free.class);

    Accepted run = accepted(start("ProductList", "died"));

    assertThat(redis.opsForValue().get(KEY)).startsWith(run.processId());
  }

  @Test
  void refusesWithoutRedisWithinThreeSecondsAndLeavesNothingBehind() {
    data.load("ProductList", "redisless").insert();
    redis.hasKey(KEY);
    SERVER.pause();
    try {
      long before = System.nanoTime();
      assertThat(start("ProductList", "redisless")).isInstanceOf(LockUnavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    } finally {
      SERVER.resume();
    }
    assertThat(activeRuns()).isZero();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(start("ProductList", "redisless")).isInstanceOf(Accepted.class));
  }

  @Test
  void aJobThatCannotBeQueuedLeavesAFailedRunAndAFreeLock() {
    data.load("ProductList", "unqueued").insert();
    SyncStarter withoutQueue = starterWithoutQueue();

    assertThatExceptionOfType(HandOverException.class)
        .isThrownBy(() -> withoutQueue.start(command("ProductList", "unqueued")));

    assertThat(redis.hasKey(KEY)).isFalse();
    assertThat(
            sql.queryForMap(
                "select COES_STATUS, COES_ERRORMESSAGE from CO_EVENTOSCARGASINCCONTROL"
                    + " where COES_IDCARGA = 'unqueued'"))
        .containsEntry("COES_STATUS", "FAILED")
        .containsEntry("COES_ERRORMESSAGE", "El trabajo no pudo encolarse");
    accepted(start("ProductList", "unqueued"));
  }

  @Test
  void acceptsARequestThatLostTheRaceAgainstARunThatHasEndedSince() {
    data.load("ProductList", "raced").insert();
    SyncStarter racing = starter(checks, losingOnce(), lock);

    StartResult result = racing.start(command("ProductList", "raced"));

    assertThat(activeRuns()).isEqualTo(1);
    assertThat(redis.opsForValue().get(KEY)).startsWith(accepted(result).processId());
  }

  @Test
  void acceptsALoadWhoseRunEndsWhileItsRequestIsChecked() {
    data.load("ProductList", "just-ended").insert();
    String before = accepted(start("ProductList", "just-ended")).processId();
    SyncStarter racing =
        starter(checksBefore(() -> registry.endAll("terminó entretanto")), registry, lock);

    StartResult result = racing.start(command("ProductList", "just-ended"));

    assertThat(accepted(result).processId()).isNotEqualTo(before);
    assertThat(redis.opsForValue().get(KEY)).startsWith(accepted(result).processId());
  }

  @Test
  void refusesALoadWhoseRunSynchronisesItWhileItsRequestIsChecked() {
    data.load("ProductList", "just-synchronised").insert();
    accepted(start("ProductList", "just-synchronised"));
    Runnable synchronisingIt =
        () -> {
          registry.endAll("terminó entretanto");
          sql.update(
              "update CO_EVENTOSCARGAPROCESO set COCP_ESTATUS = 'SINCRONIZADA' where COCP_IDCARGA = 'just-synchronised'");
        };
    SyncStarter late = starter(checksBefore(synchronisingIt), registry, lock);

    StartResult result = late.start(command("ProductList", "just-synchronised"));

    assertThat(result).isInstanceOf(AlreadySynchronised.class);
    assertThat(activeRuns()).isZero();
  }

  @Test
  void acceptsALoadWhoseProcessTypeIsLetGoBetweenTheRefusalAndTheLook() {
    data.load("ProductList", "let-go").insert();
    redis.opsForValue().set(KEY, LockToken.ofNewRun().value(), lockProperties.ttl());
    DistributedLock letGo = new InterruptedLock(redis, lockProperties, () -> redis.delete(KEY));
    SyncStarter refusedAtFirst = starter(checks, registry, letGo);

    StartResult result = refusedAtFirst.start(command("ProductList", "let-go"));

    assertThat(redis.opsForValue().get(KEY)).startsWith(accepted(result).processId());
    letGo.destroy();
  }

  @Test
  void insertsNoRowBesideAnActiveOneThatItHasNotSeen() {
    data.load("ProductList", "unseen").insert();
    accepted(start("ProductList", "unseen"));
    Load load = lookup.find("ProductList", "unseen").orElseThrow().load();
    StartCommand command = command("ProductList", "unseen");

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(
            () -> registry.registerFirst(load, command, LockToken.ofNewRun(), UUID.randomUUID()));

    assertThat(activeRuns()).isEqualTo(1);
  }

  @Test
  void asksTheDatabaseForAHolderOnceASecond() {
    AtomicLong nanos = new AtomicLong();
    LockHolders holders = new LockHolders(runs, nanos::get);
    LockToken token = LockToken.ofNewRun();
    assertThat(holders.runOf(token)).as("while its request is being accepted").isEmpty();
    long load = data.load("ProductList", "held").insert();
    insertRun(load, "held", "RUNNING", null, token);
    assertThat(status(holders, token)).isEqualTo(RunStatus.RUNNING);

    registry.endAll("fin");

    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(status(holders, token)).isEqualTo(RunStatus.RUNNING);
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(status(holders, token)).isEqualTo(RunStatus.FAILED);
  }

  private static RunStatus status(LockHolders holders, LockToken token) {
    return holders.runOf(token).orElseThrow().status();
  }

  /** Somebody inserted its row just before, and has ended when asked for. */
  private RunRegistry losingOnce() {
    return new RunRegistry(runs, clock, lockProperties, closing, rounds, recipients, trail) {

      @Override
      public Registration registerFirst(
          Load load, StartCommand command, LockToken token, UUID jobId) {
        throw new DataIntegrityViolationException("UX_COES_PROCESOACTIVO");
      }

      @Override
      public Registration register(Load load, StartCommand command, LockToken token, UUID jobId) {
        return registry.register(load, command, token, jobId);
      }
    };
  }

  private StartResult start(String processType, String idCarga) {
    return starter.start(command(processType, idCarga));
  }

  private static StartCommand command(String processType, String idCarga) {
    return new StartCommand(processType, idCarga, new Caller("ana", "127.0.0.1", "corr-1"));
  }

  private SyncStarter starter(LoadChecks checks, RunRegistry registry, DistributedLock lock) {
    return new SyncStarter(
        checks,
        runs,
        registry,
        lock,
        lockProperties,
        handOver,
        jobServer,
        metrics,
        new RepeatedFaults());
  }

  /** Something happens after each check, before anyone acts on it. */
  private LoadChecks checksBefore(Runnable something) {
    return new LoadChecks(processTypes, lookup) {
      @Override
      Result check(String processType, String idCarga) {
        Result result = super.check(processType, idCarga);
        something.run();
        return result;
      }
    };
  }

  private static Accepted accepted(StartResult result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  /** Its job storage is a database whose connections ended. */
  private SyncStarter starterWithoutQueue() {
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:", "sa", "sa");
    StorageProvider storage = SqlStorageProviderFactory.using(pool);
    storage.setJobMapper(new JobMapper(new JacksonJsonMapper()));
    pool.dispose();
    return new SyncStarter(
        checks,
        runs,
        registry,
        lock,
        lockProperties,
        new HandOver(
            new JobRequestScheduler(storage, List.of()), registry, storage, jobServer, traces),
        jobServer,
        metrics,
        new RepeatedFaults());
  }

  private long insertRun(
      long load,
      String idCarga,
      String status,
      @Nullable OffsetDateTime heartbeat,
      @Nullable LockToken token) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_FECHACARGA, COES_COCP_EVENTPROCESOID, COES_STATUS,
           COES_LATIDO, COES_PROCESOID, COES_LOCKTOKEN, FECHAREGISTRO)
        values ('ProductList', ?, ?, ?, ?, ?, ?, ?, ?)""",
        idCarga,
        TestData.LOADED,
        load,
        status,
        heartbeat,
        token == null ? null : token.processId(),
        token == null ? null : token.value(),
        local(3_600));
    return sql.queryForObject(
        "select max(COES_SINCCONTROLID) from CO_EVENTOSCARGASINCCONTROL", Long.class);
  }

  private static LocalDateTime local(int secondsAgo) {
    return LocalDateTime.now(ZoneId.of("America/Mexico_City")).minusSeconds(secondsAgo);
  }

  private int activeRuns() {
    return sql.queryForObject(
        "select count(*) from CO_EVENTOSCARGASINCCONTROL where COES_STATUS in ('PENDING', 'RUNNING')",
        Integer.class);
  }
}
