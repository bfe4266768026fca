package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FollowUpPropertiesTests {

  @Test
  void waitsLongerEachTimeByDefault() {
    assertThat(bound(new MapConfigurationPropertySource()).waits())
        .containsExactly(
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofHours(24));
  }

  @ParameterizedTest
  @CsvSource({"recibir.md, a", "receiving.md, after"})
  void dealersReadOfTheDefault(String page, String after) throws IOException {
    List<Duration> waits = bound(new MapConfigurationPropertySource()).waits();

    assertThat(Files.readString(Path.of("src/docs", page)).replaceAll("\\s+", " "))
        .containsPattern(
            "%s( los)? %d minut\\w+, (y después|and then)( a las| after) %d, %d, %d (y|and) %d (horas|hours)"
                .formatted(
                    after,
                    waits.get(0).toMinutes(),
                    waits.get(1).toHours(),
                    waits.get(2).toHours(),
                    waits.get(3).toHours(),
                    waits.get(4).toHours()));
  }

  @Test
  void readsAListOfWaits() {
    assertThat(delays("90s, 2h").waits())
        .containsExactly(Duration.ofSeconds(90), Duration.ofHours(2));
  }

  @Test
  void isOffWhereItSaysSo() {
    assertThat(delays("off").waits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0s",
        "-1m",
        "8d",
        "15m,off",
        "soon",
        "15m,,1h",
        "1h,9223372036854775807d",
        "1e3m",
        "99999999999999999999h"
      })
  void refusesAnythingElse(String setting) {
    assertThatThrownBy(() -> delays(setting)).rootCause().hasMessageContaining("follow-up.delays");
  }

  @Test
  void refusesMoreRoundsThanAnybodyWaitsFor() {
    assertThatThrownBy(() -> new FollowUpProperties(Collections.nCopies(21, "1h")))
        .hasMessageContaining("de 1 a 20");
    assertThat(new FollowUpProperties(Collections.nCopies(20, "1h")).waits()).hasSize(20);
    assertThat(new FollowUpProperties(List.of("1h")).waits()).hasSize(1);
  }

  private static FollowUpProperties delays(String setting) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    source.put("dealer-sync.follow-up.delays", setting);
    return bound(source);
  }

  private static FollowUpProperties bound(MapConfigurationPropertySource source) {
    return new Binder(source).bindOrCreate("dealer-sync.follow-up", FollowUpProperties.class);
  }
}
