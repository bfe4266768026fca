package com.dealersync.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.docs.Page.Block;
import com.dealersync.docs.Page.Heading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the pages against each other: the English ones lead, the Spanish ones say the same. */
class PageTests {

  private static final int LONGEST_README = 200;

  /** Those for engineers, in English only. */
  private static final List<Page> ENGLISH_ONLY =
      List.of(Page.named("design.md"), Page.named("decisions.md"));

  static Stream<Page> pages() {
    return Page.all();
  }

  static Stream<Arguments> twins() {
    return Stream.of(
        Arguments.of(Page.readme(), Page.named("LEEME.md")),
        Arguments.of(Page.named("calling.md"), Page.named("llamar.md")),
        Arguments.of(Page.named("receiving.md"), Page.named("recibir.md")),
        Arguments.of(Page.named("operating.md"), Page.named("operar.md")),
        Arguments.of(Page.named("configuring.md"), Page.named("configurar.md")),
        Arguments.of(Page.named("faults.md"), Page.named("fallos.md")),
        Arguments.of(Page.named("speed.md"), Page.named("velocidad.md")),
        Arguments.of(Page.named("sizing.md"), Page.named("dimensionar.md")),
        Arguments.of(Page.named("architecture.md"), Page.named("arquitectura.md")),
        Arguments.of(Page.named("testing.md"), Page.named("probar.md")),
        Arguments.of(Page.named("oracle.md"), Page.named("oracle-dba.md")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Page page) {
    assertThat(page.links()).allSatisfy(link -> assertThat(leadsSomewhere(page, link)).isTrue());
  }

  @Test
  void everyPageHasATwinOrIsForEngineers() {
    Stream<Page> twins = twins().flatMap(pair -> Stream.of(pair.get())).map(Page.class::cast);

    assertThat(Page.all())
        .filteredOn(page -> !page.file().startsWith(".github"))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(twins, ENGLISH_ONLY.stream()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "src/docs/LEEME.md"})
  void theFirstPageIsShort(Path file) {
    assertThat(Page.of(file).text().lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
  }

  @ParameterizedTest
  @MethodSource("twins")
  void theFirstPagesLeadToEveryOtherOne(Page english, Page spanish) {
    Page readme = Page.readme();
    Page leeme = Page.named("LEEME.md");

    assertThat(english)
        .matches(page -> page.equals(readme) || targets(readme).contains(page.file()));
    assertThat(spanish).matches(page -> page.equals(leeme) || targets(leeme).contains(page.file()));
    assertThat(targets(readme)).containsAll(ENGLISH_ONLY.stream().map(Page::file).toList());
  }

  /** Whoever has cloned the repository has all that its commands read. */
  @ParameterizedTest
  @MethodSource("pages")
  void noCommandReachesOutsideTheClone(Page page) {
    assertThat(page.blocks())
        .filteredOn(block -> block.language().equals("bash"))
        .flatExtracting(Block::commands)
        .noneMatch(command -> command.matches(".*(?<![\\w./])\\.\\./.*"));
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

  private static List<Path> targets(Page page) {
    return page.links().stream().map(link -> file(page, link)).toList();
  }

  private static Path file(Page page, String link) {
    String name = link.split("#", 2)[0];
    return name.isEmpty() ? page.file() : page.file().resolveSibling(name).normalize();
  }

  private static boolean leadsSomewhere(Page page, String link) {
    String[] parts = link.split("#", 2);
    Path file = file(page, link);
    return Files.exists(file)
        && (parts.length == 1
            || Page.of(file).headings().stream()
                .anyMatch(heading -> heading.anchor().equals(parts[1])));
  }
}
