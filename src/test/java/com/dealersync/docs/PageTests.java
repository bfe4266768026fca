package com.dealersync.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.docs.Page.Block;
import com.dealersync.docs.Page.Heading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the pages against each other: the English ones lead, the Spanish ones say the same. */
class PageTests {

  static Stream<Page> pages() {
    return Page.all();
  }

  static Stream<Arguments> twins() {
    return Stream.of(
        Arguments.of(Page.readme(), Page.named("LEEME.md")),
        Arguments.of(Page.named("operating.md"), Page.named("operar.md")),
        Arguments.of(Page.named("configuring.md"), Page.named("configurar.md")),
        Arguments.of(Page.named("oracle.md"), Page.named("oracle-dba.md")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Page page) {
    assertThat(page.links()).allSatisfy(link -> assertThat(target(page, link)).isTrue());
  }

  @ParameterizedTest
  @MethodSource("twins")
  void bothHaveTheSameHeadings(Page english, Page spanish) {
    assertThat(spanish.headings())
        .extracting(Heading::depth)
        .isEqualTo(english.headings().stream().map(Heading::depth).toList());
  }

  @ParameterizedTest
  @MethodSource("twins")
  void bothHaveTheSameCommands(Page english, Page spanish) {
    assertThat(spanish.blocks())
        .extracting(Block::commands)
        .isEqualTo(english.blocks().stream().map(Block::commands).toList());
  }

  @ParameterizedTest
  @MethodSource("twins")
  void bothHaveTheSameTables(Page english, Page spanish) {
    // Figures of speed are in English only.
    assertThat(spanish.tables())
        .extracting(List::size)
        .isEqualTo(
            english.tables().stream()
                .filter(table -> !table.getFirst().getLast().startsWith("≥"))
                .map(List::size)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"operating.md", "operar.md"})
  void everyAlertHasItsPlaceInTheRunbook(String page) throws Exception {
    List<String> alerts =
        Files.readAllLines(Path.of("src/main/observability/prometheus/alerts.yml")).stream()
            .filter(line -> line.contains("- alert: "))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .toList();
    assertThat(alerts).isNotEmpty();
    assertThat(Page.named(page).headings()).extracting(Heading::text).containsAll(alerts);
  }

  private static boolean target(Page page, String link) {
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    return Files.exists(file)
        && (parts.length == 1
            || Page.of(file).headings().stream()
                .anyMatch(heading -> heading.anchor().equals(parts[1])));
  }
}
