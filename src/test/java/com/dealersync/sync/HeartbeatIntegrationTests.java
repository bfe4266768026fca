package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.dealersync.audit.Caller;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockProperties;
import com.dealersync.sync.Heartbeats.Pacer;
import com.dealersync.sync.RunRegistry.Claiming;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** A heartbeat whose time the test sets, on a real row and a real key. */
@IntegrationTest
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "spring.datasource.hikari.connection-timeout=500",
      "dealer-sync.database.read-timeout=1s"
    })
class HeartbeatIntegrationTests {

  private static final String KEY = "lock:sync:ProductList";
  private static final String HIDE = "alter table CO_EVENTOSCARGASINCCONTROL rename to CO_HIDDEN";
  private static final String SHOW = "alter table CO_HIDDEN rename to CO_EVENTOSCARGASINCCONTROL";

  private final AtomicBoolean handingBack = new AtomicBoolean();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  @Autowired SyncStarter starter;
  @Autowired RunRegistry registry;
  @Autowired Fence fence;
  @Autowired DistributedLock lock;
  @Autowired LockProperties properties;
  @Autowired HeartbeatMetrics metrics;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired DataSource database;
  @Autowired TestData data;

  @AfterEach
  void endEverything() {
    registry.endAll("fin de la prueba");
    redis.delete(KEY);
  }

  @Test
  void eachBeatGivesANewDeadline() {
    Heartbeat heartbeat = heartbeat(claim("deadline"));
    for (int beat = 0; beat < 5; beat++) {
      pass(Duration.ofSeconds(539));
      assertThat(heartbeat.isOwner()).isTrue();
      heartbeat.beat();
    }
    pass(Duration.ofSeconds(541));

    assertThat(heartbeat.isOwner()).isFalse();
    assertThatExceptionOfType(LeaseLapsedException.class).isThrownBy(heartbeat::requireOwner);
  }

  @Test
  void goesOnWithoutTheDatabaseUntilTheDeadlineAndRepeatsSooner() {
    Heartbeat heartbeat = heartbeat(claim("silent"));
    assertThat(heartbeat.nextBeatIn()).isEqualTo(Duration.ofSeconds(30));
    sql.execute(HIDE);
    try {
      pass(Duration.ofSeconds(300));
      heartbeat.beat();

      assertThat(heartbeat.isOver()).isFalse();
      assertThat(heartbeat.isOwner()).isTrue();
      assertThat(heartbeat.nextBeatIn()).isEqualTo(Duration.ofSeconds(3));
      pass(Duration.ofSeconds(241));
      heartbeat.beat();
      assertThat(heartbeat.isOwner()).isFalse();
    } finally {
      sql.execute(SHOW);
    }
    heartbeat.beat();
    assertThat(heartbeat.isOwner()).as("the row says that nobody took the run meanwhile").isTrue();
    assertThat(heartbeat.nextBeatIn()).isEqualTo(Duration.ofSeconds(30));
    assertThatNoException().isThrownBy(heartbeat::requireOwner);
  }

  /** H2 runs in this process and knows no network, so nothing can hang on it. */
  @Test
  @EnabledIfSystemProperty(named = "dealer-sync.test.database", matches = "postgresql")
  @Timeout(30)
  void aDatabaseThatNeverAnswersDoesNotHoldTheNextBeatUp() throws SQLException {
    Claim claim = claim("held");
    Heartbeat heartbeat = heartbeat(claim);
    try (Connection somebody = database.getConnection()) {
      somebody.setAutoCommit(false);
      somebody
          .createStatement()
          .execute("lock table CO_EVENTOSCARGASINCCONTROL in access exclusive mode");

      heartbeat.beat();

      assertThat(heartbeat.nextBeatIn()).isEqualTo(Duration.ofSeconds(3));
      assertThat(heartbeat.isOwner()).isTrue();
    }
  }

  @Test
  void stepsGoOnAfterOneThatBroke() throws InterruptedException {
    CountDownLatch steps = new CountDownLatch(2);
    Runnable breakingOnce =
        () -> {
          steps.countDown();
          if (steps.getCount() > 0) {
            throw new OutOfMemoryError("as the test wants it");
          }
        };
    try (Heartbeat heartbeat = heartbeat(claim("broken"))) {
      new Pacer(heartbeat, breakingOnce, () -> Duration.ofMillis(1)).next();

      assertThat(steps.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void stopsForGoodOnceTheRowIsSomebodyElses() {
    Claim old = claim("taken");
    Heartbeat heartbeat = heartbeat(old);
    Claim newer = ((Claiming.Claimed) registry.claim(old.runId())).claim();
    heartbeat(newer).takeLock();

    heartbeat.beat();

    assertThat(heartbeat.isOver()).isTrue();
    assertThat(heartbeat.isOwner()).isFalse();
    assertThatExceptionOfType(FencedOutException.class).isThrownBy(heartbeat::requireOwner);
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(newer.token().value());
  }

  @Test
  void letsItsOwnKeyGoWhenTheRunWasEnded() {
    Claim claim = claim("ended");
    Heartbeat heartbeat = heartbeat(claim);
    heartbeat.takeLock();
    registry.endAll("terminada por otro");

    heartbeat.beat();

    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void aClosedHeartbeatTakesNoKeyAgain() {
    Heartbeat heartbeat = heartbeat(claim("closed"));
    heartbeat.takeLock();
    heartbeat.close();
    redis.delete(KEY);

    heartbeat.beat();

    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void renewsTheKeyForAWholeTtl() {
    Heartbeat heartbeat = heartbeat(claim("renewed"));
    heartbeat.takeLock();
    redis.expire(KEY, Duration.ofSeconds(5));

    heartbeat.beat();

    assertThat(redis.getExpire(KEY)).isBetween(595L, 600L);
  }

  @Test
  void aLookFindsOutThatTheRunWasCancelled() {
    Claim claim = claim("cancelled");
    Heartbeat heartbeat = heartbeat(claim);
    heartbeat.look();
    assertThat(heartbeat.mayContinue()).isTrue();
    registry.requestCancel(claim.runId(), new Caller("eva", "127.0.0.1", "corr-2"));

    heartbeat.look();

    assertThat(heartbeat.mayContinue()).isFalse();
    assertThatNoException()
        .as("it is still the one to end the run")
        .isThrownBy(heartbeat::requireOwner);
  }

  @Test
  void aLookFindsOutThatTheRunWasLost() {
    Claim claim = claim("lost");
    Heartbeat heartbeat = heartbeat(claim);
    heartbeat.takeLock();
    registry.endAll("terminada por otro");

    heartbeat.look();

    assertThat(heartbeat.isOver()).isTrue();
    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void aLookThatTheDatabaseDoesNotAnswerChangesNothing() {
    Heartbeat heartbeat = heartbeat(claim("unseen"));
    sql.execute(HIDE);
    try {
      heartbeat.look();
    } finally {
      sql.execute(SHOW);
    }

    assertThat(heartbeat.mayContinue()).isTrue();
  }

  @Test
  void sendsOnlyWhileTheRowWasSeenLately() {
    Heartbeat heartbeat = heartbeat(claim("seen"));
    pass(Duration.ofSeconds(9));
    assertThat(heartbeat.maySend()).isTrue();
    pass(Duration.ofSeconds(2));
    assertThat(heartbeat.maySend()).isFalse();

    heartbeat.look();
    assertThat(heartbeat.maySend()).isTrue();

    pass(Duration.ofSeconds(11));
    sql.execute(HIDE);
    try {
      heartbeat.look();
      heartbeat.beat();
    } finally {
      sql.execute(SHOW);
    }
    assertThat(heartbeat.maySend()).isFalse();
    assertThat(heartbeat.isOwner()).as("the run goes on once the database is back").isTrue();

    heartbeat.beat();
    assertThat(heartbeat.maySend()).isTrue();
  }

  @Test
  void aStoppingNodeBeginsNothingNewAndEndsNoRun() {
    Heartbeat heartbeat = heartbeat(claim("handed-back"));
    handingBack.set(true);

    assertThat(heartbeat.mayContinue()).isFalse();
    assertThat(heartbeat.isOwner()).as("what is in flight may still be recorded").isTrue();
    assertThatExceptionOfType(HandBackException.class).isThrownBy(heartbeat::requireOwner);
  }

  private Claim claim(String idCarga) {
    data.load("ProductList", idCarga).insert();
    StartResult result =
        starter.start(
            new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "c")));
    long runId = ((Accepted) result).syncControlId();
    return ((Claiming.Claimed) registry.claim(runId)).claim();
  }

  private Heartbeat heartbeat(Claim claim) {
    return new Heartbeat(
        fence, lock, properties, claim, nanos.get(), nanos::get, handingBack::get, metrics);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
