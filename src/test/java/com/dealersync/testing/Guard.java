package com.dealersync.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Kills a process when this JVM ends, however that ends: a shell waits for its standard input to
 * close, which the kernel does for a JVM that was killed. Needs a Unix.
 */
public final class Guard implements AutoCloseable {

  private static final String SCRIPT = "while read -r _; do :; done; kill -\"$1\" \"$2\"";

  private final Process shell;

  private Guard(Process shell) {
    this.shell = shell;
  }

  /**
   * @param signal what ends it, such as {@code KILL}
   */
  public static Guard over(long pid, String signal) {
    try {
      return new Guard(
          new ProcessBuilder("sh", "-c", SCRIPT, "sh", signal, Long.toString(pid)).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process has ended, or may go on without this JVM. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
