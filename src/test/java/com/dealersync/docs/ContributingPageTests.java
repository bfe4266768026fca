package com.dealersync.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page for contributors to the files and tests that it sends them to. */
class ContributingPageTests {

  private static final Page PAGE = Page.of(Path.of(".github", "CONTRIBUTING.md"));
  private static final Path CODE = Path.of("src", "main", "java", "com", "dealersync");
  private static final Pattern TYPE = Pattern.compile("`([a-z]+/[A-Z]\\w+)(?:#\\w+)?`");
  private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w+Tests)\\b");

  @Test
  void namesTypesThatExist() {
    assertThat(found(TYPE))
        .isNotEmpty()
        .allSatisfy(type -> assertThat(CODE.resolve(type + ".java")).exists());
  }

  @Test
  void namesTestsThatExist() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsAll(found(TEST).stream().map(test -> test + ".java").toList());
    }
  }

  private static List<String> found(Pattern pattern) {
    Matcher matcher = pattern.matcher(PAGE.text());
    return matcher.results().map(result -> result.group(1)).distinct().toList();
  }
}
