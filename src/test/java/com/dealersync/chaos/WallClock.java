package com.dealersync.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The time of day as one process sees it, which a test may change while it runs. Monotonic time
 * goes on as ever. Needs libfaketime, which Debian has in its package {@code faketime}.
 */
final class WallClock {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

  private final Path file;

  private WallClock(Path file) {
    this.file = file;
    jump(Duration.ZERO);
  }

  /** It is right until it jumps. */
  static WallClock in(Path file) {
    return new WallClock(file);
  }

  static boolean isAvailable() {
    return library().isPresent();
  }

  /** What a process must be started with to live by it. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library().orElseThrow().toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Otherwise waits by the monotonic clock end at once.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        "NO_FAKE_STAT",
        "1");
  }

  /**
   * Within a second.
   *
   * @param ahead of the right time; negative if behind
   */
  void jump(Duration ahead) {
    try {
      Path next = Files.createTempFile(file.getParent(), "clock", null);
      Files.writeString(next, "%+d\n".formatted(ahead.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> library() {
    return LIBRARIES.stream().filter(Files::exists).findFirst();
  }
}
