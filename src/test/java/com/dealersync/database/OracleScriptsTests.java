package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.oracle.OracleGrammar;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that the migrations send, from the scripts and from the code beside them. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
class OracleScriptsTests {

  private final OracleGrammar grammar = new OracleGrammar();
  private final List<String> statements = MigratedDatabase.complete().statements();

  List<String> statements() {
    return statements;
  }

  @Test
  void areAllSeen() {
    assertThat(statements)
        .anyMatch(statement -> statement.startsWith("CREATE TABLE CO_GM_CAMPAIGNCATALOG"))
        .anyMatch(statement -> statement.startsWith("CREATE UNIQUE INDEX UX_COES_PROCESOACTIVO"))
        .anyMatch(statement -> statement.startsWith("COMMENT ON COLUMN"))
        .anyMatch(statement -> statement.startsWith("delete from CO_SINCRONIZACIONCARGAPROCESO"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void areInOraclesGrammar(String statement) {
    grammar.check(statement);
  }

  /** A length in characters would not be the one that the service cuts texts to. */
  @ParameterizedTest
  @MethodSource("statements")
  void measureTextsInBytes(String statement) {
    assertThat(statement.toUpperCase(Locale.ROOT))
        .doesNotContainPattern("VARCHAR2 *\\( *\\d+ +CHAR");
  }

  /** These are never sent to H2. */
  @Test
  void areInOraclesGrammarWhereOnlyOracleGetsThem() {
    grammar.check(ExistingDataPreparation.ORACLE_WAITS_FOR_OTHERS);
    grammar.check(Dictionary.ORACLE.checksOfOneColumn());
  }
}
