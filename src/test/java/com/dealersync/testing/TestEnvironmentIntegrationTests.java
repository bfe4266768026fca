package com.dealersync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.testing.oracle.OracleDouble;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class TestEnvironmentIntegrationTests {

  @Autowired ApplicationContext context;
  @Autowired DataSource dataSource;
  @Autowired JdbcClient sql;
  @Autowired StringRedisTemplate redis;
  @Autowired TestData data;

  @Test
  void runsOnTheDatabaseUnderTest() throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      assertThat(connection.getMetaData().getDatabaseProductName())
          .isEqualToIgnoringCase(
              DatabaseKind.current() == DatabaseKind.POSTGRESQL ? "PostgreSQL" : "Oracle");
    }
  }

  @Test
  void startsOnAnEmptyRedis() {
    assertThat(redis.keys("*")).isEmpty();
  }

  @Test
  void writesLoadsDealersAndCatalogs() {
    long load =
        data.load("ProductList", "20250107_001").dealers(2, "https://dealers.test", "s").insert();
    long products = count("CO_GM_LISTAPRODUCTOS");
    long campaigns = count("CO_GM_CAMPAIGNCATALOG");
    data.products(3);
    data.campaigns(4);

    assertThat(
            count("CO_EVENTOSCARGASNAPSHOTDEALERS where COSD_COCP_EVENTOCARGAPROCESOID = " + load))
        .isEqualTo(2);
    assertThat(count("CO_GM_LISTAPRODUCTOS")).isEqualTo(products + 3);
    assertThat(count("CO_GM_CAMPAIGNCATALOG")).isEqualTo(campaigns + 4);
  }

  @Test
  void countsTheBytesOfATextOnH2AsOracleDoes() {
    assumeThat(DatabaseKind.current()).isNotEqualTo(DatabaseKind.POSTGRESQL);

    assertThatCode(() -> data.load("ProductList", "€".repeat(33)).insert())
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> data.load("ProductList", "€".repeat(34)).insert())
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(12_899));
  }

  @Test
  void refusesOnH2WhatOracleWouldNotUnderstand() {
    assumeThat(DatabaseKind.current()).isEqualTo(DatabaseKind.H2);

    assertThatThrownBy(() -> count("CO_GM_LISTAPRODUCTOS as p"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("as p");
    // Seen here, so it must not fail this test once more.
    assertThatThrownBy(context.getBean(OracleDouble.class)::verify).hasMessageContaining("as p");
  }

  @Test
  void holdsTheServiceAndNotTheTestsToTheRulesOfTheDriver() {
    assumeThat(DatabaseKind.current()).isEqualTo(DatabaseKind.H2);

    count("CO_GM_LISTAPRODUCTOS where COGM_PAIS = ''");

    assertThatCode(context.getBean(OracleDouble.class)::verify).doesNotThrowAnyException();
  }

  private long count(String from) {
    return sql.sql("select count(*) from " + from).query(Long.class).single();
  }
}
