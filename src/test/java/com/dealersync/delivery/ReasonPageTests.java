package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' pages have every reason for which a dealer fails, as the code has it. */
class ReasonPageTests {

  @ParameterizedTest
  @ValueSource(strings = {"operar.md", "operating.md"})
  void listsEachReasonOnceInTheOrderOfTheCode(String page) throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("src/docs", page)).stream()
            .dropWhile(line -> !line.matches("## (Por qué falla un dealer|Why a dealer fails)"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("##"))
            .filter(line -> line.startsWith("| ") && !line.matches("\\| (qué pasó|what was).*"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(Reason.all().stream().map(ReasonPageTests::row).toList());
  }

  @Test
  void noTwoReasonsShareAText() {
    assertThat(Reason.all()).extracting(Reason::what).doesNotHaveDuplicates();
    assertThat(Reason.all())
        .allSatisfy(
            reason -> {
              assertThat(reason.what()).isNotBlank().doesNotEndWith(".");
              assertThat(reason.remedy()).isNotBlank().doesNotEndWith(".");
            });
  }

  private static String row(Reason reason) {
    return "| %s | %s |"
        .formatted(
            reason.what().replace("%d", "NNN").replace("%s", "…").replace("|", "\\|"),
            reason.remedy().replace("|", "\\|"));
  }
}
