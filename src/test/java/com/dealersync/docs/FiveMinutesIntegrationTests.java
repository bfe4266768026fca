package com.dealersync.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.DevApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Pastes the commands of the README into a shell, against a development start. {@link PageTests}
 * sees to it that the Spanish page has the same ones.
 */
class FiveMinutesIntegrationTests {

  private static final long PATIENCE_SECONDS = 90;

  private static ConfigurableApplicationContext service;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    service =
        DevApplication.run(
            Map.of(), "--server.port=0", "--dealer-sync.delivery.retry.delays=50ms,100ms");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void needsAShell() {
    assumeThat(Stream.of("bash", "curl").allMatch(FiveMinutesIntegrationTests::isInstalled))
        .as("bash and curl are installed")
        .isTrue();
  }

  @Test
  void theCommandsShowARunFromItsPreviewToTheDealers() throws Exception {
    assertThat(pasted(commands("/dev/token")))
        .contains(
            "No se envió nada", "\"syncControlId\":", "\"success\":false", "\"lockActivo\":true")
        .containsPattern("\"status\":\"(PENDING|RUNNING)\"")
        .contains("\"status\":\"COMPLETED\" \"porcentaje\":100")
        .contains("\"estado\":\"EXITOSO\"", "\"estado\":\"FALLIDO\"", "\"recibidos\":");
  }

  @Test
  void theCatalogThatIsWrittenThereCanBeShown() throws Exception {
    String written = commands("vehicles.csv").split("(?m)^DEMO_", 2)[0];
    pasted("mkdir target\n" + written);
    Path catalog = folder.resolve("target/vehicles.csv");

    try (ConfigurableApplicationContext demo =
        DevApplication.run(Map.of("DEMO_CATALOGO", catalog.toString()), "--server.port=0")) {
      assertThat(demo.isActive()).isTrue();
    }
  }

  private static String commands(String part) {
    return Page.readme().blocks().stream()
        .map(Page.Block::content)
        .filter(content -> content.contains(part))
        .findFirst()
        .orElseThrow();
  }

  private String pasted(String commands) throws IOException, InterruptedException {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    Path output = folder.resolve("output.txt");
    Process shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands.replace(":8080", ":" + port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      shell.destroyForcibly();
    }
    assertThat(shell.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
