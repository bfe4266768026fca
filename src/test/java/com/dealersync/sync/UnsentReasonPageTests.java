package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' pages have why a run leaves dealers without an answer, as the code has it. */
class UnsentReasonPageTests {

  @ParameterizedTest
  @ValueSource(strings = {"operar.md", "operating.md"})
  void listsEachReasonAndNoneTwice(String page) throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("src/docs", page)).stream()
            .dropWhile(line -> !line.matches("## (Por qué falla un dealer|Why a dealer fails)"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| "))
            .toList();

    assertThat(rows)
        .containsAll(Arrays.stream(UnsentReason.values()).map(UnsentReasonPageTests::row).toList());
    assertThat(rows)
        .filteredOn(row -> !row.matches("\\| (qué pasó|what was).*"))
        .extracting(row -> row.split(" \\| ")[0])
        .doesNotHaveDuplicates();
  }

  private static String row(UnsentReason reason) {
    return "| %s | %s |".formatted(reason.what().replace("%s", "…"), reason.remedy());
  }
}
