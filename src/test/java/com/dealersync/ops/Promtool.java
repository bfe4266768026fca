package com.dealersync.ops;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own judge of metrics and rules, where it is installed. */
final class Promtool {

  private Promtool() {}

  record Verdict(int exit, String output) {}

  /** Skips the test where there is none. */
  static Verdict judge(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(find().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Verdict(process.waitFor(), output);
  }

  private static Path find() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "promtool"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () ->
                abort("There is no promtool on this machine; Debian's package prometheus has it."));
  }
}
