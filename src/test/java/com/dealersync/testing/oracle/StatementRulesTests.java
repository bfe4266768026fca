package com.dealersync.testing.oracle;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;

/** Each rule, broken and kept. */
class StatementRulesTests {

  private static final LocalDateTime TIME = LocalDateTime.of(2025, 12, 31, 13, 13, 54);

  private DealersOnOracle dealers;
  private JdbcTemplate spring;

  @BeforeEach
  void connect() throws SQLException {
    dealers = new DealersOnOracle();
    spring = dealers.spring();
  }

  @AfterEach
  void disconnect() throws SQLException {
    dealers.close();
  }

  @Test
  void findANullWithoutAType() {
    spring.update("update DEALERS set STATE = ? where ID = ?", null, 1);

    assertFound("parameter 1 is a null without a type, in: update DEALERS set STATE");
  }

  @Test
  void findANullOfNoType() {
    spring.update(
        "update DEALERS set STATE = ? where ID = ?", new SqlParameterValue(Types.NULL, null), 1);

    assertFound("parameter 1 is a null without a type");
  }

  @Test
  void findANullOfWhichJdbcIsToldNothing() throws SQLException {
    try (PreparedStatement update =
        dealers.connection().prepareStatement("update DEALERS set STATE = ?")) {
      update.setObject(1, null);
      update.executeUpdate();
    }

    assertFound("parameter 1 is a null without a type");
  }

  @Test
  void findANullWhoseTypeTheDriverHadToFind() throws SQLException {
    try (PreparedStatement update =
        dealers.connection().prepareStatement("update DEALERS set STATE = ?")) {
      update.setNull(1, update.getParameterMetaData().getParameterType(1));
      update.executeUpdate();
    }

    assertFound("parameter 1 is a null without a type");
  }

  @Test
  void findNothingWrongWithANullThatHasAType() {
    spring.update(
        "update DEALERS set STATE = ? where ID = ?", new SqlParameterValue(Types.VARCHAR, null), 1);

    assertNothingFound();
  }

  @Test
  void findANullInABatch() {
    spring.batchUpdate(
        "update DEALERS set STATE = ? where ID = ?",
        List.<@Nullable Object[]>of(new Object[] {"A", 1}, new @Nullable Object[] {null, 1}));

    assertFound("parameter 1 is a null without a type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update DEALERS set DURATION = coalesce(?, DURATION)",
        "update DEALERS set DURATION = nvl(DURATION, ?)",
        "update DEALERS set DURATION = case ID when 1 then ? else DURATION end",
        "update DEALERS set DURATION = case when ID = 1 then DURATION else (? + 1) end",
        "update DEALERS set DURATION = 2 where coalesce(?, DURATION) = 5"
      })
  void findAParameterThatMayBecomeAResult(String sql) {
    spring.update(sql, 1);

    assertFound("a parameter has no type where it may be the result of COALESCE, NVL or CASE: [1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update DEALERS set DURATION = coalesce(DURATION, 0) + ?",
        "update DEALERS set DURATION = coalesce(cast(? as number), DURATION)",
        "update DEALERS set DURATION = case ID when ? then 1 else DURATION end",
        "update DEALERS set DURATION = case when ID = ? then 1 else DURATION end",
        "update DEALERS set DURATION = coalesce(DURATION, 0) where ID = ?"
      })
  void findNothingWrongWithAParameterBesideAResult(String sql) {
    spring.update(sql, 1);

    assertNothingFound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from DEALERS where LAST_TRY < ?",
        "delete from DEALERS d where not (? <= d.LAST_TRY)",
        "delete from DEALERS where ID = 7 and LAST_TRY between ? and sysdate"
      })
  void findATimeThatIsNoDateInARangeOfDates(String sql) {
    spring.update(sql, TIME);

    assertFound(
        "parameter 1 is a TIMESTAMP, so that the index of the DATE LAST_TRY is of no use, in: "
            + sql);
  }

  @Test
  void findNothingWrongWithOtherTimes() {
    spring.update("delete from DEALERS where LAST_TRY < cast(? as date)", TIME);
    spring.update("delete from DEALERS where SENT < ?", TIME);
    spring.update("delete from DEALERS where BEAT < ?", OffsetDateTime.now());
    spring.update("update DEALERS set LAST_TRY = ?", TIME);
    spring.update("update DEALERS set ID = case when LAST_TRY < ? then 2 else 3 end", TIME);

    assertNothingFound();
  }

  @Test
  void findThatElevenRowsAreReadTenAtATime() {
    insert(11);

    read(0, 11);

    assertFound("more than 10 rows are read, but only 10 at a time, in: select ID from DEALERS");
  }

  @Test
  void findNothingWrongWithTenRowsOrAGreaterFetchSize() {
    insert(11);

    read(0, 10);
    read(11, 11);

    assertNothingFound();
  }

  @Test
  void findATextThatIsNull() {
    spring.update("update DEALERS set STATE = ?", "");
    assertFound("parameter 1 is '', which is null");

    spring.update("update DEALERS set STATE = 'A' where STATE <> ''");
    assertFound("'' is null");
  }

  @Test
  void findAKeyWhoseColumnIsNotNamed() throws SQLException {
    String insert = "insert into DEALERS (ID) values (2)";
    dealers.connection().prepareStatement(insert, new String[] {"ID"}).close();
    assertNothingFound();

    dealers.connection().prepareStatement(insert, Statement.RETURN_GENERATED_KEYS).close();
    assertFound("the key of a new row is its ROWID unless its column is named, in: " + insert);
  }

  /** A statement outside of the grammar is found, and fails. */
  @Test
  void findWhatIsNotOracles() {
    assertThatThrownBy(() -> spring.update("delete from DEALERS as d"))
        .isInstanceOf(AssertionError.class);

    assertFound("Oracle's grammar refuses: delete from DEALERS as d");
  }

  private void insert(int count) {
    spring.batchUpdate(
        "insert into DEALERS (ID) values (?)",
        IntStream.rangeClosed(2, count).mapToObj(i -> new Object[] {i}).toList());
  }

  private void read(int fetchSize, int rows) {
    JdbcTemplate reader = dealers.spring();
    reader.setFetchSize(fetchSize == 0 ? -1 : fetchSize);
    reader.queryForList("select ID from DEALERS where rownum <= ?", Long.class, rows);
  }

  private void assertFound(String finding) {
    assertThatThrownBy(() -> dealers.oracle().verify())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(finding);
  }

  private void assertNothingFound() {
    assertThatCode(() -> dealers.oracle().verify()).doesNotThrowAnyException();
  }
}
