package com.dealersync.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.lock.Acquisition.Acquired;
import com.dealersync.lock.Acquisition.Held;
import com.dealersync.lock.Acquisition.Unavailable;
import com.dealersync.lock.LockView.Foreign;
import com.dealersync.testing.RedisMonitor;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

@Tag("slow")
class DistributedLockTests {

  private static final String TYPE = "ProductList";
  private static final String KEY = "lock:sync:ProductList";

  private static final TestRedis SERVER = TestRedis.started();

  private LockClient client;
  private StringRedisTemplate redis;
  private DistributedLock lock;

  @BeforeEach
  void connect() {
    client = LockClient.of(SERVER);
    redis = client.redis();
    lock = client.lock();
    redis.delete(List.of(KEY, "lock:sync:CampaignList", "lock:other", "session:lock:sync:1"));
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void onlyOneOfManyGetsIt() throws Exception {
    Callable<Acquisition> taking = () -> lock.acquire(TYPE, LockToken.ofNewRun());
    List<Acquisition> results;
    try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
      results =
          threads.invokeAll(Stream.generate(() -> taking).limit(100).toList()).stream()
              .map(Future::resultNow)
              .toList();
    }

    assertThat(results).filteredOn(Acquired.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Held.class::isInstance).hasSize(99);
  }

  @Test
  void tellsWhoHoldsIt() {
    LockToken holder = LockToken.ofNewRun();
    lock.acquire(TYPE, holder);

    assertThat(lock.acquire(TYPE, LockToken.ofNewRun())).isEqualTo(new Held());
    assertThat(lock.view(TYPE))
        .isInstanceOfSatisfying(
            LockView.Held.class,
            held -> {
              assertThat(held.holder()).isEqualTo(holder);
              assertThat(held.expiresIn())
                  .isBetween(Duration.ofSeconds(595), Duration.ofSeconds(600));
            });
  }

  @Test
  void takesItWithOneAtomicSet() {
    LockToken token = LockToken.ofNewRun();
    try (RedisMonitor monitor = SERVER.monitor()) {
      lock.acquire(TYPE, token);

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(monitor.commands())
                      .anyMatch(
                          line ->
                              line.endsWith(
                                  "\"SET\" \"%s\" \"%s\" \"EX\" \"600\" \"NX\""
                                      .formatted(KEY, token.value()))));
      assertThat(monitor.commands()).noneMatch(line -> line.contains("SETNX"));
    }
  }

  @Test
  void theOwnerRenewsIt() {
    LockToken token = LockToken.ofNewRun();
    lock.acquire(TYPE, token);
    redis.expire(KEY, Duration.ofSeconds(5));

    assertThat(lock.hold(TYPE, token)).isEqualTo(Hold.RENEWED);
    assertThat(redis.getExpire(KEY)).isGreaterThan(590);
  }

  @Test
  void aLostKeyIsTakenAgain() {
    LockToken token = LockToken.ofNewRun();

    assertThat(lock.hold(TYPE, token)).isEqualTo(Hold.RESTORED);
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(token.value());
    assertThat(redis.getExpire(KEY)).isGreaterThan(590);
  }

  @Test
  void aLaterAttemptTakesItOverFromAnEarlierOneOfItsRun() {
    LockToken request = LockToken.ofNewRun();
    LockToken tenth = request.ofAttempt(10);
    lock.acquire(TYPE, request.ofAttempt(9));

    assertThat(lock.hold(TYPE, tenth)).isEqualTo(Hold.TAKEN);
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(tenth.value());
  }

  @Test
  void anEarlierAttemptNeitherRenewsNorReleasesALaterOnes() {
    LockToken first = LockToken.ofNewRun().ofAttempt(1);
    LockToken second = first.ofAttempt(2);
    lock.hold(TYPE, second);

    assertThat(lock.hold(TYPE, first)).isEqualTo(Hold.STRANGER);
    assertThat(lock.release(TYPE, first)).isFalse();
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(second.value());
  }

  @Test
  void aStrangersKeyIsLeftAlone() {
    for (String stranger : List.of(LockToken.ofNewRun().value(), "manual", "")) {
      redis.opsForValue().set(KEY, stranger);

      assertThat(lock.hold(TYPE, LockToken.ofNewRun())).isEqualTo(Hold.STRANGER);
      assertThat(lock.release(TYPE, LockToken.ofNewRun())).isFalse();
      assertThat(redis.opsForValue().get(KEY)).isEqualTo(stranger);
    }
  }

  @Test
  void tellsForeignKeysFromItsOwn() {
    redis.opsForValue().set(KEY, "somebody");
    assertThat(foreign())
        .extracting(Foreign::type, Foreign::expiresIn)
        .containsExactly("string", null);

    redis.opsForValue().set(KEY, "x".repeat(100_000), Duration.ofSeconds(30));
    assertThat(foreign().expiresIn()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));

    redis.delete(KEY);
    redis.opsForHash().put(KEY, "285475da:1", "1");
    assertThat(foreign()).isEqualTo(new Foreign("hash", "", null));

    LockToken ours = LockToken.ofNewRun();
    redis.delete(KEY);
    redis.opsForValue().set(KEY, ours.value());
    assertThat(lock.view(TYPE)).isEqualTo(new LockView.Held(ours, null));
  }

  private Foreign foreign() {
    return (Foreign) lock.view(TYPE);
  }

  @Test
  void aKeyOfAnotherTypeIsAStrangersToo() {
    redis.opsForList().rightPush(KEY, "x");
    LockToken token = LockToken.ofNewRun();

    assertThat(lock.acquire(TYPE, token)).isEqualTo(new Held());
    assertThat(lock.replace(TYPE, token, LockToken.ofNewRun())).isEqualTo(new Held());
    assertThat(lock.hold(TYPE, token)).isEqualTo(Hold.STRANGER);
    assertThat(lock.release(TYPE, token)).isFalse();
    assertThat(redis.opsForList().size(KEY)).isOne();
  }

  @Test
  void takesAKeyAwayOnlyAsItWasSeen() {
    LockToken token = LockToken.ofNewRun();
    lock.acquire(TYPE, token);
    LockView ours = lock.view(TYPE);
    redis.opsForValue().set(KEY, "somebody");
    LockView somebodys = lock.view(TYPE);

    assertThat(lock.remove(TYPE, ours)).contains(false);
    redis.opsForValue().set(KEY, "somebody else");
    assertThat(lock.remove(TYPE, somebodys)).contains(false);
    assertThat(redis.opsForValue().get(KEY)).isEqualTo("somebody else");
    redis.opsForValue().set(KEY, token.value());
    assertThat(lock.remove(TYPE, ours)).contains(true);
    assertThat(lock.view(TYPE)).isInstanceOf(LockView.Free.class);

    redis.opsForHash().put(KEY, "field", "x");
    assertThat(lock.remove(TYPE, somebodys)).contains(false);
    assertThat(lock.remove(TYPE, lock.view(TYPE))).contains(true);
    assertThat(redis.hasKey(KEY)).isFalse();
  }

  @Test
  void looksWhetherALockCouldBeTakenWithoutWritingAnything() {
    assertThat(lock.readiness(List.of(TYPE, "CampaignList"))).isEqualTo(new LockReadiness.Ready());
    assertThat(redis.keys("*")).isEmpty();
  }

  @Test
  void theOwnerReleasesItAlsoIfItNeverTookItOverFromAnEarlierAttempt() {
    LockToken request = LockToken.ofNewRun();
    lock.acquire(TYPE, request);

    assertThat(lock.release(TYPE, request.ofAttempt(1))).isTrue();
    assertThat(lock.view(TYPE)).isInstanceOf(LockView.Free.class);
  }

  @Test
  void isHandedOnFromAnOwnerThatIsGoneAndFromNoLaterAttempt() {
    LockToken ended = LockToken.ofNewRun();
    LockToken next = LockToken.ofNewRun();
    LockToken lastBeat = ended.ofAttempt(1);
    lock.acquire(TYPE, lastBeat);

    assertThat(lock.replace(TYPE, LockToken.ofNewRun(), next)).isEqualTo(new Held());
    assertThat(lock.replace(TYPE, ended, next)).isEqualTo(new Held());
    assertThat(lock.replace(TYPE, ended.ofAttempt(1), next)).isEqualTo(new Acquired());
    assertThat(redis.opsForValue().get(KEY)).isEqualTo(next.value());
    assertThat(redis.getExpire(KEY)).isGreaterThan(590);
  }

  @Test
  void clearingDeletesLocksAndNothingElse() {
    lock.acquire("ProductList", LockToken.ofNewRun());
    lock.acquire("CampaignList", LockToken.ofNewRun());
    redis.opsForValue().set("lock:other", "x");
    redis.opsForValue().set("session:lock:sync:1", "x");
    try (RedisMonitor monitor = SERVER.monitor()) {
      assertThat(lock.clear()).hasValue(2);

      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> monitor.commands().stream().anyMatch(line -> line.contains("\"SCAN\"")));
      assertThat(monitor.commands()).noneMatch(line -> line.contains("\"KEYS\""));
    }
    assertThat(redis.hasKey("lock:other")).isTrue();
    assertThat(redis.hasKey("session:lock:sync:1")).isTrue();
    assertThat(lock.clear()).hasValue(0);
  }

  @Test
  void aDeadRedisIsKnownWithinThreeSeconds() {
    SERVER.stop();
    try {
      assertUnavailableWithinThreeSeconds();
    } finally {
      SERVER.start();
    }
  }

  @Test
  void aHungRedisIsKnownWithinThreeSeconds() {
    lock.view(TYPE);
    SERVER.pause();
    try {
      assertUnavailableWithinThreeSeconds();
    } finally {
      SERVER.resume();
    }
  }

  private void assertUnavailableWithinThreeSeconds() {
    Instant start = Instant.now();
    assertThat(lock.acquire(TYPE, LockToken.ofNewRun())).isInstanceOf(Unavailable.class);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
    assertThat(lock.view(TYPE)).isInstanceOf(LockView.Unavailable.class);
    assertThat(lock.hold(TYPE, LockToken.ofNewRun())).isEqualTo(Hold.UNAVAILABLE);
    assertThat(lock.replace(TYPE, LockToken.ofNewRun(), LockToken.ofNewRun()))
        .isInstanceOf(Unavailable.class);
    assertThat(lock.clear()).isEmpty();
  }

  @Test
  void aRequestThatAHungRedisAnswersTooLateLeavesNoKeyBehind() {
    lock.view(TYPE);
    SERVER.pause();
    assertThat(lock.acquire(TYPE, LockToken.ofNewRun())).isInstanceOf(Unavailable.class);
    try (RedisMonitor monitor = monitorAfterResume()) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(lock.view(TYPE)).isInstanceOf(LockView.Free.class));
    }
  }

  private RedisMonitor monitorAfterResume() {
    SERVER.resume();
    return SERVER.monitor();
  }

  @Test
  void aReleaseThatFoundNoRedisIsMadeUpFor() {
    LockToken token = LockToken.ofNewRun();
    lock.acquire(TYPE, token);
    SERVER.pause();
    assertThat(lock.release(TYPE, token)).isFalse();

    SERVER.resume();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(lock.view(TYPE)).isInstanceOf(LockView.Free.class));
  }

  @Test
  void comesBackWithRedis() {
    SERVER.stop();
    assertThat(lock.acquire(TYPE, LockToken.ofNewRun())).isInstanceOf(Unavailable.class);

    SERVER.start();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(lock.acquire(TYPE, LockToken.ofNewRun())).isInstanceOf(Acquired.class));
  }
}
