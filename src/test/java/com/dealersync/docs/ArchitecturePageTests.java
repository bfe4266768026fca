package com.dealersync.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.DealerSyncApplication;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Holds the drawing of the modules to the modules. */
class ArchitecturePageTests {

  private static final ApplicationModules MODULES =
      ApplicationModules.of(DealerSyncApplication.class);

  @ParameterizedTest
  @ValueSource(strings = {"architecture.md", "arquitectura.md"})
  void drawsEachModuleAndWhatItUses(String page) {
    List<List<String>> chains = chains(Page.named(page));

    assertThat(chains.stream().flatMap(List::stream).collect(Collectors.toSet()))
        .isEqualTo(MODULES.stream().map(ArchitecturePageTests::name).collect(Collectors.toSet()));
    assertThat(chains.stream().flatMap(ArchitecturePageTests::arrows).toList())
        .containsExactlyInAnyOrderElementsOf(uses());
  }

  private static Set<String> uses() {
    return MODULES.stream()
        .flatMap(
            module ->
                module
                    .getDirectDependencies(MODULES)
                    .uniqueModules()
                    .map(used -> name(module) + " --> " + name(used)))
        .collect(Collectors.toSet());
  }

  private static String name(ApplicationModule module) {
    return module.getIdentifier().toString();
  }

  /** What each line of the last drawing has from left to right. */
  private static List<List<String>> chains(Page page) {
    return page.blocks().stream()
        .filter(block -> block.language().equals("mermaid"))
        .reduce((first, last) -> last)
        .orElseThrow()
        .content()
        .lines()
        .skip(1)
        .map(line -> Arrays.asList(line.strip().split(" --> ")))
        .toList();
  }

  private static Stream<String> arrows(List<String> chain) {
    return IntStream.range(1, chain.size())
        .mapToObj(i -> chain.get(i - 1) + " --> " + chain.get(i));
  }
}
