package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPropertiesTests {

  @Test
  void keepsRunsForEverOrForATime() {
    assertThat(RunAge.of("off").duration()).isNull();
    assertThat(RunAge.of("7d").duration()).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6d", "167h", "0s", "-30d", "never", "0", "OFF"})
  void refusesAnAgeThatIsNoneOrThatOtherPartsStillNeed(String age) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunAge.of(age))
        .withMessage(
            "dealer-sync.retention.runs, attempts y content deben ser 7 días o más u off; hay "
                + age);
  }

  @ParameterizedTest
  @CsvSource({
    "0s, 500, dealer-sync.retention.every debe ser mayor que cero; es PT0S",
    "1h, 0, dealer-sync.retention.batch debe estar entre 1 y 10000; es 0",
    "1h, 10001, dealer-sync.retention.batch debe estar entre 1 y 10000; es 10001"
  })
  void namesWhatIsWrong(String every, int batch, String message) {
    Duration time = every.equals("0s") ? Duration.ZERO : Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RetentionProperties(
                    RunAge.of("off"), RunAge.of("off"), RunAge.of("off"), time, batch))
        .withMessage(message);
  }
}
