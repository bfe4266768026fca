package com.dealersync.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was measured, for the page of faults: a table below {@code target/chaos}. Thread-safe. */
final class Figures {

  private final Path file;
  private final Map<String, List<Duration>> measured = new TreeMap<>();

  /**
   * @param name of its file
   */
  Figures(String name) {
    file = Path.of("target", "chaos", name);
  }

  synchronized void add(String what, Duration took) {
    measured.computeIfAbsent(what, w -> new ArrayList<>()).add(took);
    write();
  }

  private void write() {
    String rows =
        measured.entrySet().stream()
            .map(entry -> row(entry.getKey(), entry.getValue().stream().sorted().toList()))
            .collect(Collectors.joining("\n"));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "| | median | longest | times |\n|---|---|---|---|\n" + rows + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String what, List<Duration> sorted) {
    return "| %s | %s | %s | %d |"
        .formatted(
            what, text(sorted.get(sorted.size() / 2)), text(sorted.getLast()), sorted.size());
  }

  private static String text(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1_000.0);
  }
}
