package com.dealersync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The development start as a process, as it is at a terminal. */
@Tag("slow")
class DevProcessTests {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void saysInOneLineWhatIsWrongWithTheDemo() throws Exception {
    ProcessBuilder start = start();
    start.environment().put("DEMO_DEALERS", "0");
    Process process = start.start();

    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output()).isEqualTo("DEMO_DEALERS: debe ser un entero de 1 a 100000, no «0»\n");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void takesRedisWithItWhenItIsKilled() throws Exception {
    Process process = start("--server.port=0").start();
    List<ProcessHandle> children = new ArrayList<>();
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .failFast(() -> assertThat(process.isAlive()).as(this::output).isTrue())
          .until(() -> output().contains("dealer-sync está listo"));
      process.descendants().forEach(children::add);
    } finally {
      process.destroyForcibly();
    }

    assertThat(children).isNotEmpty();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  private ProcessBuilder start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DevApplication.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
  }

  private Path log() {
    return folder.resolve("output.txt");
  }

  private String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
