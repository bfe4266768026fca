package com.dealersync.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLimitsTests {

  private final AtomicLong nanos = new AtomicLong();
  private final TimeMeter time =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };
  private final RequestLimits limits = limits("6", "12");

  private RequestLimits limits(String posts, String gets) {
    return new RequestLimits(
        new LimitsProperties(Limit.of(posts), Limit.of(gets), Limit.of("off")), time);
  }

  @Test
  void takesAsManyAtOnceAsAMinuteHas() {
    repeat(6, () -> limits.change("ana"));

    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> limits.change("ana"))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(10)));
  }

  @Test
  void takesTheNextWhenItSaidSo() {
    repeat(6, () -> limits.change("ana"));

    nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> limits.change("ana"));
    nanos.addAndGet(1);
    assertThatCode(() -> limits.change("ana")).doesNotThrowAnyException();
  }

  @Test
  void savesUpNoMoreThanAMinute() {
    limits.change("ana");
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    repeat(6, () -> limits.change("ana"));
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> limits.change("ana"));
  }

  @Test
  void countsEachCallerAndEachKindOfCallByItself() {
    repeat(6, () -> limits.change("ana"));
    repeat(12, () -> limits.read("ana"));
    repeat(12, () -> limits.stranger("ana"));

    assertThatCode(() -> limits.change("eva")).doesNotThrowAnyException();
    assertThatExceptionOfType(TooManyRequestsException.class).isThrownBy(() -> limits.read("ana"));
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> limits.stranger("ana"));
  }

  @Test
  void remembersSoManyCallersAndNoMore() {
    repeat(6, () -> limits.change("ana"));
    IntStream.range(0, 3 * RequestLimits.MOST_CALLERS).forEach(i -> limits.stranger("10.0.0." + i));

    assertThat(limits.remembered()).isLessThanOrEqualTo(RequestLimits.MOST_CALLERS + 1);
    // A flood of addresses makes nobody with a token be forgotten.
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> limits.change("ana"));
  }

  @Test
  void limitsNothingThatIsOff() {
    RequestLimits off = limits("off", "off");

    repeat(10_000, () -> off.change("ana"));
    repeat(10_000, () -> off.read("ana"));
    repeat(10_000, () -> off.stranger("ana"));
    assertThat(off.remembered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001", "99999999999", "ten", "OFF", "", "1.5", "٣"})
  void refusesASettingThatIsNeitherANumberNorOff(String setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limit.of(setting))
        .withMessageContaining("dealer-sync.limits");
  }

  private static void repeat(int times, Runnable call) {
    IntStream.range(0, times).forEach(i -> call.run());
  }
}
