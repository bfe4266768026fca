package com.dealersync.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Directories that are gone once this is closed, whatever was written there. */
final class TemporaryDirectories implements Closeable {

  private final List<Path> all = new ArrayList<>();

  Path next() {
    try {
      Path directory = Files.createTempDirectory("test-redis");
      all.add(directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (Path directory : all) {
        FileSystemUtils.deleteRecursively(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
