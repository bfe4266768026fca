package com.dealersync.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@code ./mvnw -Paot package} leaves: the unpacked jar with what a JVM has learned of it. */
final class AotCache {
  private static final Path UNPACKED = Path.of("target", "dealer-sync");
  private static final Path CACHE = UNPACKED.resolve("dealer-sync.aot");

  private AotCache() {}

  static boolean exists() {
    return Files.exists(CACHE);
  }

  /**
   * What follows the command to run that class with it.
   *
   * @param more jars, after that of the service
   */
  static List<String> java(Class<?> main, Path... more) {
    List<String> path = new ArrayList<>();
    path.add(UNPACKED.resolve("dealer-sync.jar").toString());
    Arrays.stream(more).map(Path::toString).forEach(path::add);
    return List.of(
        "-XX:AOTCache=" + CACHE, "-cp", String.join(File.pathSeparator, path), main.getName());
  }
}
