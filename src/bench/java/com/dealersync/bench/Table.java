package com.dealersync.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was measured, as Markdown and as a chart. */
final class Table {
  private static final String HEAD =
      "| what | value | against | ratio | goal |\n|---|---|---|---|---|\n";

  private final List<Row> rows = new ArrayList<>();

  /** A ratio with its two sides; each a median, with min and max in brackets. */
  record Row(String what, String value, String against, Spread ratio, String goal) {
    @Override
    public String toString() {
      return "| %s | %s | %s | **%s** | %s |"
          .formatted(what, value, against, ratio.text("%.2f"), goal);
    }
  }

  void add(String what, String value, String against, Spread ratio, String goal) {
    Row row = new Row(what, value, against, ratio, goal);
    rows.add(row);
    System.out.println(row);
  }

  @Override
  public String toString() {
    return rows.stream().map(Row::toString).collect(Collectors.joining("\n", HEAD, "\n"));
  }

  /** Writes {@code bench.md} and {@code bench.svg}. */
  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("bench.md"), toString());
    Files.writeString(folder.resolve("bench.svg"), Chart.of(rows));
  }
}
