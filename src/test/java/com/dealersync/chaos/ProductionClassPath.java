package com.dealersync.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of a node: the service in a jar, because a JVM archives only classes from jars,
 * and what it needs. No class of the tests is on it.
 */
record ProductionClassPath(Path jar, String libraries) {

  static ProductionClassPath in(Path folder) {
    Path classes = classes();
    List<String> libraries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .toList();
    return new ProductionClassPath(
        jar(classes, folder.resolve("dealer-sync-classes.jar")),
        String.join(File.pathSeparator, libraries));
  }

  /** The service alone. */
  String text() {
    return jar + File.pathSeparator + libraries;
  }

  /** With something that comes before the service. */
  String after(Path... first) {
    return Stream.of(first).map(Path::toString).collect(Collectors.joining(File.pathSeparator))
        + File.pathSeparator
        + text();
  }

  /** The tests' own classes. */
  static Path tests() {
    return location(ProductionClassPath.class);
  }

  private static Path classes() {
    return location(com.dealersync.DealerSyncApplication.class);
  }

  private static Path location(Class<?> type) {
    return Path.of(
        Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation().getPath());
  }

  private static Path jar(Path classes, Path jar) {
    try (Stream<Path> walk = Files.walk(classes)) {
      List<Path> content = walk.sorted().filter(path -> !path.equals(classes)).toList();
      Files.createDirectories(jar.getParent());
      return jar(classes, content, jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two JVMs of the tests may want it at once: the second waits and finds it there. */
  private static Path jar(Path classes, List<Path> content, Path jar) throws IOException {
    try (FileChannel turn =
            FileChannel.open(
                jar.resolveSibling(jar.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = turn.lock()) {
      if (isNewer(jar, content)) {
        return jar;
      }
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (Path path : content) {
          boolean folder = Files.isDirectory(path);
          String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
          out.putNextEntry(new JarEntry(folder ? name + "/" : name));
          if (!folder) {
            Files.copy(path, out);
          }
        }
      }
      return jar;
    }
  }

  /** A new file, with the same content, would make the archive of its classes useless. */
  private static boolean isNewer(Path jar, List<Path> content) throws IOException {
    if (!Files.exists(jar)) {
      return false;
    }
    FileTime written = Files.getLastModifiedTime(jar);
    for (Path path : content) {
      if (Files.getLastModifiedTime(path).compareTo(written) > 0) {
        return false;
      }
    }
    return true;
  }
}
