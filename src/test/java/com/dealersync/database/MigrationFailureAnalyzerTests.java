package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationFailureAnalyzerTests {

  private final MigrationFailureAnalyzer analyzer = new MigrationFailureAnalyzer();

  @ParameterizedTest
  @CsvSource({"ORA-01031, 42000, 1031", "ORA-01950, 42000, 1950", "permission denied, 42501, 0"})
  void saysThatARightIsMissing(String message, String state, int code) {
    FlywayException failure =
        new FlywayException("failed", new SQLException(message + "\nmore", state, code));

    assertThat(analyzer.analyze(failure).getDescription())
        .contains("le falta un derecho", message)
        .doesNotContain("more");
  }

  @Test
  void saysHowToGoOnAfterAMigrationThatFailed() {
    FlywayException failure =
        new FlywayException("Detected failed 7", CoreErrorCode.FAILED_VERSIONED_MIGRATION);

    assertThat(analyzer.analyze(failure).getAction()).contains("flyway_schema_history");
  }

  @Test
  void leavesEverythingElseToOthers() {
    assertThat(analyzer.analyze(new FlywayException("else"))).isNull();
  }
}
