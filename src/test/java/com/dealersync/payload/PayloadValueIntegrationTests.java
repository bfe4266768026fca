package com.dealersync.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.catalog.InvalidProcessTypeException;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.ProcessType;
import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** What the columns of a process type's query become in JSON. */
@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class PayloadValueIntegrationTests {

  private static final TimeZone ZONE = TimeZone.getDefault();

  /** The clocks go from 02:00 to 03:00 there on 9 March 2025. */
  private static final String WITHOUT_HALF_PAST_TWO = "America/Tijuana";

  @Autowired PayloadRenderer renderer;
  @Autowired ProcessTypeCheck check;
  @Autowired Loads loads;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void clean() {
    TimeZone.setDefault(ZONE);
    sql.update("delete from CO_GM_LISTAPRODUCTOS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMESTAMP '2025-12-31 13:13:54.5' | \"2025-12-31T13:13:54\"",
        "TIMESTAMP '2025-03-09 02:30:00' | \"2025-03-09T02:30:00\"",
        "1.50 | 1.5",
        "CAST(1 as SMALLINT) | 1",
        "CAST(0.25 as DOUBLE PRECISION) | 0.25",
        "CAST(null as TIMESTAMP WITH TIME ZONE) | null",
        "CAST(null as DOUBLE PRECISION) | null"
      })
  void areWrittenByTheirType(String expression, String json) {
    TimeZone.setDefault(TimeZone.getTimeZone(WITHOUT_HALF_PAST_TWO));

    assertThat(rendered(expression)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CAST('13:05:00' as TIME) | \"13:05:00\"",
        "CAST('2025-03-09' as DATE) | \"2025-03-09\"",
        "CAST(9007199254740993 as BIGINT) | 9007199254740993",
        "CAST(0.1 as REAL) | 0.1",
        "1 = 1 | true",
        "CAST(null as BIGINT) | null"
      })
  void areWrittenByTheirTypeWhereOracleHasNoSuchType(String expression, String json) {
    assumeThat(DatabaseKind.current()).isEqualTo(DatabaseKind.POSTGRESQL);

    assertThat(rendered(expression)).isEqualTo(json);
  }

  @Test
  void keepTheirOffsetOrGetTheServicesZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));

    // PostgreSQL stores the moment, and no offset.
    switch (DatabaseKind.current()) {
      case H2 ->
          assertThat(rendered("CAST('2025-12-31 13:13:54+09:00' as TIMESTAMP WITH TIME ZONE)"))
              .isEqualTo("\"2025-12-31T13:13:54+09:00\"");
      case POSTGRESQL ->
          assertThat(rendered("CAST('2025-12-31 13:13:54+09:00' as TIMESTAMP WITH TIME ZONE)"))
              .isEqualTo("\"2025-12-30T22:13:54-06:00\"");
      case ORACLE -> {
        assertThat(rendered("TIMESTAMP '2025-12-31 13:13:54 +09:00'"))
            .isEqualTo("\"2025-12-31T13:13:54+09:00\"");
        assertThat(
                rendered(
                    "CAST(TIMESTAMP '2025-12-31 13:13:54 +09:00' as TIMESTAMP WITH LOCAL TIME"
                        + " ZONE)"))
            .isEqualTo("\"2025-12-30T22:13:54-06:00\"");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/Tijuana", "UTC", "Asia/Tokyo"})
  void ofTheLoadAreWhatItsTableSays(String zone) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    data.products(1);
    LocalDateTime leftOut = LocalDateTime.of(2025, 3, 9, 2, 30);
    long id = data.load("ProductList", "left-out-" + zone.replace('/', '-')).insert();
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_FECHACARGA = ? where COCP_EVENTOCARGAPROCESOID = ?",
        leftOut,
        id);

    Load load = loads.findById(id).orElseThrow();

    assertThat(load.fechaCarga()).isEqualTo(leftOut);
    assertThat(text(renderer.render(query("1"), load, 1)))
        .contains("\"fechaCarga\":\"2025-03-09T02:30:00\"");
  }

  @Test
  void nameTheRowAndTheFieldThatJsonCannotBear() {
    assumeThat(DatabaseKind.current()).isNotEqualTo(DatabaseKind.ORACLE);
    data.products(3);
    sql.update(
        "update CO_GM_LISTAPRODUCTOS set COGM_ANIOMODELO = 0 where COGM_NOMBREPRODUCTO like '%2'");

    assertThatThrownBy(
            () ->
                rendered(
                    "case when COGM_ANIOMODELO = 0 then cast('NaN' as double precision) else 1"
                        + " end"))
        .isInstanceOf(InvalidRowException.class)
        .hasMessage(
            "La consulta de dealer-sync.procesos.Values.sql falla en el renglón 2, campo 'value':"
                + " en JSON no existe el número NaN");
  }

  @Test
  void nameTheRowThatTheDatabaseCannotCalculateAndStopNoStart() {
    data.products(3);
    sql.update(
        "update CO_GM_LISTAPRODUCTOS set COGM_ANIOMODELO = 0 where COGM_NOMBREPRODUCTO like '%1'");

    assertThatThrownBy(() -> rendered("1 / COGM_ANIOMODELO"))
        .isInstanceOf(InvalidRowException.class)
        .hasMessageContaining(
            "La consulta de dealer-sync.procesos.Values.sql falla en el renglón 1: ")
        .hasMessageContaining("división entre cero (SQLState 22012");
    assertThatCode(() -> check("1 / COGM_ANIOMODELO")).doesNotThrowAnyException();
  }

  @Test
  void thatNobodyCanWriteAreRefusedAtTheStart() {
    String binary =
        DatabaseKind.current() == DatabaseKind.POSTGRESQL
            ? "CAST('x' as BYTEA)"
            : "CAST('41' as RAW(10))";

    assertThatThrownBy(() -> check(binary))
        .isInstanceOf(InvalidProcessTypeException.class)
        .hasMessageContaining("dealer-sync.procesos.Values.sql")
        .hasMessageContaining("'value'")
        .hasMessageContaining("no se puede escribir en JSON");
  }

  private void check(String expression) {
    check.check(query(expression));
  }

  private String rendered(String expression) {
    if (sql.queryForObject("select count(*) from CO_GM_LISTAPRODUCTOS", Integer.class) == 0) {
      data.products(1);
    }
    long id = data.load("ProductList", "values-" + System.nanoTime()).insert();
    Payload payload = renderer.render(query(expression), loads.findById(id).orElseThrow(), 1);
    String record = payload.firstRecords(1).getFirst();
    return record.substring("{\"value\":".length(), record.length() - 1);
  }

  private static ProcessType query(String expression) {
    return new ProcessType(
        "Values",
        "Valores",
        "rows",
        "select %s as \"value\" from CO_GM_LISTAPRODUCTOS order by COGM_PRODUCTOID"
            .formatted(expression));
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }
}
