package com.dealersync.testing.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class OracleGrammarTests {

  private final OracleGrammar grammar = new OracleGrammar();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select a from T where b = ? for update",
        "select a from T order by a offset ? rows fetch next ? rows only",
        "select current_timestamp from dual",
        "select a from T where b = 'true' or c = ' in (true)'",
        "merge into T using (select ? x from dual) s on (T.x = s.x) when not matched then insert (x) values (s.x)"
      })
  void acceptsWhatOracleUnderstands(String statement) {
    assertThatCode(() -> grammar.check(statement)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select a from T limit 1",
        "select a from T as t",
        "select 1",
        "select a::varchar from T",
        "insert into T (a) values (1), (2)",
        "insert into T (a) values (1) on conflict do nothing",
        "update T set a = 1 from U where T.i = U.i",
        "select a from T order by a fetch first 1 rows only for update",
        "select a from T where b = true",
        "insert into T (a, b) values (?, false)"
      })
  void refusesWhatOracleDoesNot(String statement) {
    assertThatThrownBy(() -> grammar.check(statement))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(statement);
  }

  @Test
  void refusesAListOfMoreThanAThousand() {
    assertThatCode(() -> grammar.check(listOf(1_000))).doesNotThrowAnyException();
    assertThatThrownBy(() -> grammar.check(listOf(1_001))).hasMessageContaining("ORA-01795");
  }

  @Test
  void countsTheParametersOfALongListOneByOne() {
    assertThat(
            grammar.read(
                "select '?' from T where a in (?, ?, ?) and b > ? and c in (?,?) and d = coalesce(?, d)"))
        .isEqualTo(new StatementShape(7, Set.of(7), Map.of(4, "B"), false));
  }

  private static String listOf(int size) {
    return "select a from T where b in (" + String.join(",", Collections.nCopies(size, "?")) + ")";
  }
}
