package com.dealersync.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.lock.LockProtocol.Outcome;
import com.dealersync.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts on a real server against the same decisions in Java, for every kind of holder. */
class LockProtocolTests {

  private static final String TYPE = "ProductList";
  private static final String KEY = "lock:sync:ProductList";
  private static final Duration REST = Duration.ofSeconds(100);

  private static final LockToken REQUEST = LockToken.ofNewRun();
  private static final LockToken OURS = REQUEST.ofAttempt(10);
  private static final LockToken STRANGER = LockToken.ofNewRun();

  private static final TestRedis SERVER = TestRedis.started();
  private static final LockClient CLIENT = LockClient.of(SERVER);

  @AfterAll
  static void stop() {
    CLIENT.close();
    SERVER.close();
  }

  /** What may stand in the key; an absent key is a value of null. */
  private record Holder(String kind, @Nullable String value) {
    @Override
    public String toString() {
      return kind;
    }
  }

  static Stream<Holder> holders() {
    Map<String, String> values = new TreeMap<>();
    values.put("ours", OURS.value());
    values.put("our run's request", REQUEST.value());
    values.put("our earlier attempt", REQUEST.ofAttempt(9).value());
    values.put("our attempt with another nonce", REQUEST.ofAttempt(10).value());
    values.put("our later attempt", REQUEST.ofAttempt(11).value());
    values.put("our attempt of a hundred digits", ours("9".repeat(100)) + "|x");
    values.put("a stranger's request", STRANGER.value());
    values.put("a stranger's earlier attempt", STRANGER.ofAttempt(9).value());
    values.put("a stranger's later attempt", STRANGER.ofAttempt(11).value());
    values.put("empty", "");
    values.put("garbage", "somebody was here");
    values.put("bars", "||");
    values.put("our run without an attempt", OURS.processId());
    values.put("our run with an attempt and no more", ours("9"));
    values.put("our earlier attempt without a nonce", ours("9") + "|");
    values.put("our earlier attempt with zeros", ours("0009") + "|x|y");
    values.put("our run with a negative attempt", ours("-1") + "|x");
    values.put("our run with a word for an attempt", ours("nine") + "|x");
    values.put("our run in lower case", "abcdef0123456789|1|x");
    values.put("our run as a suffix", "F" + REQUEST.value());
    values.put("a line break before ours", "\n" + REQUEST.value());
    List<Holder> holders = new ArrayList<>(List.of(new Holder("nobody", null)));
    values.forEach((kind, value) -> holders.add(new Holder(kind, value)));
    return holders.stream();
  }

  private static String ours(String attempt) {
    return OURS.processId() + "|" + attempt;
  }

  @ParameterizedTest
  @MethodSource("holders")
  void takesOnlyAFreeKey(Holder holder) {
    Outcome<Boolean> expected = LockProtocol.acquire(holder.value(), OURS);
    put(holder);

    assertThat(CLIENT.lock().acquire(TYPE, OURS) instanceof Acquisition.Acquired)
        .isEqualTo(expected.answer());
    assertKey(expected.holder(), holder.value() == null);
  }

  @ParameterizedTest
  @MethodSource("holders")
  void holdsOnlyWhatIsFreeOurOwnOrAnEarlierAttempts(Holder holder) {
    Outcome<Hold> expected = LockProtocol.hold(holder.value(), OURS);
    put(holder);

    assertThat(CLIENT.lock().hold(TYPE, OURS)).isEqualTo(expected.answer());
    assertKey(expected.holder(), expected.answer() != Hold.STRANGER);
  }

  @ParameterizedTest
  @MethodSource("holders")
  void releasesOnlyItsOwnAndAnEarlierAttempts(Holder holder) {
    Outcome<Boolean> expected = LockProtocol.release(holder.value(), OURS);
    put(holder);

    assertThat(CLIENT.lock().release(TYPE, OURS)).isEqualTo(expected.answer());
    assertKey(expected.holder(), false);
  }

  @ParameterizedTest
  @MethodSource("holders")
  void replacesOnlyAnOwnerThatIsGone(Holder holder) {
    LockToken next = LockToken.ofNewRun();
    for (LockToken ended : List.of(REQUEST, OURS, STRANGER, LockToken.ofNewRun())) {
      Outcome<Boolean> expected = LockProtocol.replace(holder.value(), ended, next);
      put(holder);

      assertThat(CLIENT.lock().replace(TYPE, ended, next))
          .as("%s in the key, the owner up to %s is gone", holder, ended)
          .isEqualTo(expected.answer() ? new Acquisition.Acquired() : new Acquisition.Held());
      assertKey(expected.holder(), expected.answer());
    }
  }

  private static void put(Holder holder) {
    CLIENT.redis().delete(KEY);
    if (holder.value() != null) {
      CLIENT.redis().opsForValue().set(KEY, holder.value(), REST);
    }
  }

  /**
   * @param wholeLife whether it must live a whole TTL again, and not just the rest that it had
   */
  private static void assertKey(@Nullable String holder, boolean wholeLife) {
    assertThat(CLIENT.redis().opsForValue().get(KEY)).isEqualTo(holder);
    if (holder != null) {
      assertThat(CLIENT.redis().getExpire(KEY) > REST.toSeconds()).isEqualTo(wholeLife);
    }
  }
}
