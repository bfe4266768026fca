package com.dealersync.chaos;

import com.dealersync.testing.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that a test may signal, and that does not outlive the test. Needs a Unix. */
final class ChildProcess implements AutoCloseable {

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * @param environment beside this process's own
   * @param output gets both of its streams, after what is there already
   */
  static ChildProcess start(List<String> command, Map<String, String> environment, Path output) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(output.toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      Guard guard = Guard.over(process.pid(), "KILL");
      process.onExit().thenRun(guard::close);
      return new ChildProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}; returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** {@code SIGTERM}; returns at once. */
  void terminate() {
    process.destroy();
  }

  void awaitEnd() {
    process.onExit().join();
  }

  /** {@code SIGSTOP}. */
  void pause() {
    signal("STOP");
  }

  /** {@code SIGCONT}. */
  void resume() {
    signal("CONT");
  }

  @Override
  public void close() {
    kill();
  }

  /**
   * @param name such as {@code INT}
   */
  void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -%s ended with %d".formatted(name, exit));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
