package com.dealersync.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was measured, as Markdown. */
final class Table {
  private final List<String> lines =
      new ArrayList<>(
          List.of("| what | value | against | ratio | goal |", "|---|---|---|---|---|"));

  /** A ratio with its two sides; each a median, with min and max in brackets. */
  void add(String what, String value, String against, Spread ratio, String goal) {
    String line =
        "| %s | %s | %s | **%s** | %s |".formatted(what, value, against, ratio.text("%.2f"), goal);
    lines.add(line);
    System.out.println(line);
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }

  void writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, toString());
  }
}
