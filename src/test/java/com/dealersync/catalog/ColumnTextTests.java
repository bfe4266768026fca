package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTextTests {

  @ParameterizedTest
  @CsvSource({
    "abc, 10, abc",
    "abc, 3, abc",
    "abcd, 3, abc",
    "añb, 2, a",
    "añb, 3, añ",
    "a€b, 3, a",
    "a😀b, 4, a",
    "a😀b, 5, a😀",
  })
  void cutsBetweenCharacters(String text, int bytes, String fitting) {
    assertThat(ColumnText.fit(text, bytes)).isEqualTo(fitting);
  }

  @Test
  void textOf1200BytesFitsAColumnOf1000() {
    String fitting = ColumnText.fit("ñ".repeat(600), 1_000);

    assertThat(fitting.getBytes(StandardCharsets.UTF_8)).hasSize(1_000);
  }

  @Test
  void halfACharacterNeverFailsAWrite() {
    assertThat(ColumnText.fit("ab\uD83D", 100)).isEqualTo("ab");
  }
}
