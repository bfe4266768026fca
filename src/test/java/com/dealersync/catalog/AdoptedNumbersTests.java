package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.database.MigratedDatabase;
import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.TestData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables are the organisation's, and so are the types of their numbers. */
@Tag("database")
@Tag("slow")
class AdoptedNumbersTests {

  private final MigratedDatabase database = MigratedDatabase.organisation();
  private final JdbcTemplate sql = database.sql();

  @ParameterizedTest
  @ValueSource(strings = {"smallint", "integer", "bigint", "numeric(10)"})
  void listsLoads(String type) {
    assumeThat(DatabaseKind.current()).as("it has one type").isNotEqualTo(DatabaseKind.ORACLE);
    change("COCP_REGISTROS", type);
    change("COCP_DEALERSTOTALES", type);
    change("COCP_DEALERSSINCRONIZADOS", type);
    database.migrate();
    new TestData(sql).load("ProductList", "a").records(341).insert();
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_DEALERSTOTALES = 3, COCP_DEALERSSINCRONIZADOS ="
            + " null");

    var loads =
        new LoadListing(JdbcClient.create(sql), new DateColumns(sql))
            .page(new LoadFilter(null, null, null, null, null), PageRequest.of(0, 10));

    assertThat(loads.getContent())
        .singleElement()
        .satisfies(
            load -> {
              assertThat(load.announced()).isEqualTo(341);
              assertThat(load.dealersTotal()).isEqualTo(3);
              assertThat(load.dealersSynchronised()).isNull();
            });
  }

  private void change(String column, String type) {
    sql.execute(
        "alter table CO_EVENTOSCARGAPROCESO alter column %s set data type %s"
            .formatted(column, type));
  }
}
