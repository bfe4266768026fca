package com.dealersync.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown, as far as tests ask about it. */
record Page(Path file, String text) {

  private static final Path DOCS = Path.of("src", "docs");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#+) (.+)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern TABLE = Pattern.compile("(?m)(?:^\\|.*\\|\\n?)+");
  private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");

  /** A heading and how deep it is. */
  record Heading(int depth, String text) {

    /** By which GitHub links to it. */
    String anchor() {
      return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }
  }

  /** A fenced block and its language. */
  record Block(String language, String content) {

    /** What runs when it is pasted: all but comments, which are translated, as are drawings. */
    List<String> commands() {
      return language.equals("mermaid")
          ? List.of()
          : content
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.replaceAll(" +# .*", ""))
              .toList();
    }
  }

  static Page readme() {
    return of(Path.of("README.md"));
  }

  static Page named(String name) {
    return of(DOCS.resolve(name));
  }

  /** All that the repository has for people. */
  static Stream<Page> all() {
    return Stream.of(Stream.of(readme()), below(Path.of(".github")), below(DOCS))
        .flatMap(Function.identity());
  }

  private static Stream<Page> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::of)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page of(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    return FENCED
        .matcher(text)
        .results()
        .map(block -> new Block(block.group(1), block.group(2)))
        .toList();
  }

  List<Heading> headings() {
    return HEADING
        .matcher(prose())
        .results()
        .map(heading -> new Heading(heading.group(1).length(), heading.group(2)))
        .toList();
  }

  /** The links to other places in this repository. */
  List<String> links() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://") && !link.contains("/actions/workflows/"))
        .toList();
  }

  /** The rows of the tables between a pair of comments, without their heads. */
  List<List<String>> rows(String marker) {
    return tables(between(marker)).stream().flatMap(List::stream).toList();
  }

  /** The rows of each table, without its head. */
  List<List<List<String>>> tables() {
    return tables(prose());
  }

  private static List<List<List<String>>> tables(String markdown) {
    return TABLE
        .matcher(markdown)
        .results()
        .map(table -> table.group().lines().skip(2).map(Page::cells).toList())
        .toList();
  }

  private static List<String> cells(String row) {
    return CELL.splitAsStream(row.substring(1, row.length() - 1)).map(String::strip).toList();
  }

  /** What stands between a pair of comments, which say where a table begins and ends. */
  String between(String marker) {
    MatchResult found =
        Pattern.compile("(?s)<!-- %1$s -->\\n(.*?)<!-- /%1$s -->".formatted(marker))
            .matcher(text)
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError(file + " has no <!-- " + marker + " -->"));
    return found.group(1).strip();
  }

  /** As the name of a test. */
  @Override
  public String toString() {
    return file.toString();
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }
}
