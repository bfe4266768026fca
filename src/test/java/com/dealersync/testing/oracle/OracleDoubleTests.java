package com.dealersync.testing.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import oracle.sql.TIMESTAMP;
import oracle.sql.TIMESTAMPTZ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;

/** What ojdbc was seen to do. */
class OracleDoubleTests {

  /** As it was in {@code PortableDealerResults} when no run could end well on Oracle. */
  private static final String SETTLE =
      """
      update DEALERS
         set DURATION = case ID when ? then cast(? as integer) end, STATE = ?,
             LAST_TRY = coalesce(?, LAST_TRY)
       where ID in (?)\
      """;

  private DealersOnOracle dealers;

  @BeforeEach
  void connect() throws SQLException {
    dealers = new DealersOnOracle();
  }

  @AfterEach
  void disconnect() throws SQLException {
    dealers.close();
  }

  @Test
  void refusesANullInsideCoalesceWhoseTypeTheDriverWasAskedFor() throws SQLException {
    try (PreparedStatement settle = dealers.connection().prepareStatement(SETTLE)) {
      int type = settle.getParameterMetaData().getParameterType(4);

      assertThat(type).isEqualTo(268435455);
      assertThatThrownBy(() -> settle.setNull(4, type))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("ORA-17004");
    }
  }

  /** What Spring does with a null that has no type, if it may ask the driver. */
  @Test
  void asksTheServerForTheTypesOfTheOthers() throws SQLException {
    try (PreparedStatement settle = dealers.connection().prepareStatement(SETTLE)) {
      int[] types = new int[5];
      for (int i = 0; i < types.length; i++) {
        types[i] = settle.getParameterMetaData().getParameterType(i + 1);
      }

      assertThat(types)
          .containsExactly(Types.NUMERIC, Types.NUMERIC, Types.VARCHAR, 268435455, Types.NUMERIC);
    }
  }

  @Test
  void sendsOnlyWhatTheDriverKnows() throws SQLException {
    try (PreparedStatement query =
        dealers.connection().prepareStatement("select ID from DEALERS where SENT > ?")) {
      assertThatThrownBy(() -> query.setObject(1, Instant.EPOCH)).hasMessageContaining("ORA-17004");
      assertThatThrownBy(() -> query.setObject(1, UUID.randomUUID()))
          .hasMessageContaining("ORA-17004");
      assertThatThrownBy(() -> query.setObject(1, "x", Types.OTHER))
          .hasMessageContaining("ORA-17004");
      query.setObject(1, LocalDateTime.MAX.withYear(2000));
      query.setObject(1, OffsetDateTime.now());
      query.setObject(1, OffsetDateTime.now(), Types.TIMESTAMP_WITH_TIMEZONE);
      query.setNull(1, Types.TIMESTAMP);
    }
  }

  @Test
  void givesTheValuesOfTheDriver() throws SQLException {
    try (ResultSet row = dealers.dealer()) {
      LocalDateTime time = LocalDateTime.of(2025, 12, 31, 13, 13, 54);
      assertThat(row.getObject("ID")).isEqualTo(BigDecimal.ONE);
      assertThat(row.getObject("DURATION")).isEqualTo(new BigDecimal("5.5"));
      assertThat(row.getObject("LAST_TRY")).isEqualTo(Timestamp.valueOf(time));
      assertThat(row.getObject("SENT")).isInstanceOf(TIMESTAMP.class);
      assertThat(row.getObject("SENT")).hasToString("2025-12-31 13:13:54.5");
      assertThat(row.getObject("BEAT")).isInstanceOf(TIMESTAMPTZ.class);
      assertThat(row.getObject("BEAT").toString()).startsWith("oracle.sql.TIMESTAMPTZ@");
      assertThat(row.getObject("SENT", LocalDateTime.class)).isEqualTo(time.plusNanos(500_000_000));
      assertThat(row.getObject("BEAT", OffsetDateTime.class).toLocalDateTime()).isEqualTo(time);
      assertThat(row.getObject("ID", Long.class)).isEqualTo(1);
      assertThat(row.getString("DURATION")).isEqualTo("5.5");
    }
  }

  @Test
  void refusesClassesThatTheDriverDoesNotMakeOfAColumn() throws SQLException {
    try (ResultSet row = dealers.dealer()) {
      assertThatThrownBy(() -> row.getObject("ID", Instant.class))
          .hasMessageContaining("ORA-17004");
      assertThatThrownBy(() -> row.getObject("SENT", Instant.class))
          .hasMessageContaining("ORA-17004");
      assertThatThrownBy(() -> row.getObject("LAST_TRY", OffsetDateTime.class))
          .hasMessageContaining("ORA-");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ID, 2, NUMBER, java.math.BigDecimal",
    "STATE, 12, VARCHAR2, java.lang.String",
    "LAST_TRY, 93, DATE, java.sql.Timestamp",
    "SENT, 93, TIMESTAMP, oracle.sql.TIMESTAMP",
    "BEAT, -101, TIMESTAMP WITH TIME ZONE, oracle.sql.TIMESTAMPTZ",
    "NOTES, 2005, CLOB, oracle.jdbc.OracleClob"
  })
  void describesColumns(String column, int type, String typeName, String valueClass)
      throws SQLException {
    try (ResultSet row = dealers.dealer()) {
      int index = row.findColumn(column);
      assertThat(row.getMetaData().getColumnType(index)).isEqualTo(type);
      assertThat(row.getMetaData().getColumnTypeName(index)).isEqualTo(typeName);
      assertThat(row.getMetaData().getColumnClassName(index)).isEqualTo(valueClass);
    }
  }

  @Test
  void saysInSpanishWhatIsWrongUnlessTheSessionIsEnglish() throws SQLException {
    String twice = "insert into DEALERS (ID) values (1)";

    assertThatThrownBy(() -> dealers.execute(twice))
        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
        .hasMessageStartingWith("ORA-00001: restricción única (DEALERSYNC.")
        .extracting(e -> ((SQLException) e).getErrorCode())
        .isEqualTo(1);

    dealers.execute("alter session set nls_language = 'AMERICAN'");

    assertThatThrownBy(() -> dealers.execute(twice))
        .hasMessageStartingWith("ORA-00001: unique constraint (DEALERSYNC.");
  }

  @ParameterizedTest
  @CsvSource({
    "1, insert into DEALERS (ID) values (1)",
    "1400, insert into DEALERS (STATE) values ('x')",
    "12899, update DEALERS set STATE = 'longer than ten'",
    "1722, update DEALERS set DURATION = 'many'",
    "942, delete from NOTHING",
    "904, select NOTHING from DEALERS"
  })
  void hasOraclesCodes(int code, String sql) {
    assertThatThrownBy(() -> dealers.execute(sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({"for update wait 1, 30006", "for update nowait, 54"})
  void tellsHowItWaitedForARow(String how, int code) throws SQLException {
    String query = "select ID from DEALERS where ID = 1 ";
    try (Connection other = dealers.oracle().dataSource().getConnection()) {
      other.setAutoCommit(false);
      try (PreparedStatement lock = other.prepareStatement(query + "for update")) {
        lock.executeQuery();

        assertThatThrownBy(() -> dealers.execute(query + how))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(code));
      }
      other.rollback();
    }
  }

  @Test
  void isOracleToThoseWhoAsk() throws SQLException {
    Connection connection = dealers.connection();
    assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("Oracle");
    assertThat(connection.getMetaData().getDriverName()).isEqualTo("Oracle JDBC driver");
    assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(19);
    assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
    assertThat(
            new SQLErrorCodeSQLExceptionTranslator(dealers.oracle().dataSource())
                .getSqlErrorCodes()
                .getCannotAcquireLockCodes())
        .contains("30006");
  }
}
