package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.SickOracle;
import com.dealersync.testing.SickOracle.Health;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The service's pool with Oracle's own driver, before a listener that is not well. */
@Tag("slow")
class SickOracleTests {

  private final SickOracle oracle = new SickOracle();
  private final HikariDataSource pool = new HikariDataSource();

  /** As application.yml has it. */
  @BeforeEach
  void prepare() {
    pool.setJdbcUrl(oracle.url());
    pool.setUsername("dealersync");
    pool.setPassword("unused");
    pool.setConnectionTimeout(3_000);
    pool.setValidationTimeout(1_000);
    pool.setMaximumPoolSize(20);
    pool.setInitializationFailTimeout(-1);
    OraclePool.prepare(pool);
  }

  @AfterEach
  void close() {
    oracle.close();
    pool.close();
  }

  @Test
  void aWellListenerIsHeard() {
    assertThat(whyNoConnection()).contains("12514");
  }

  @ParameterizedTest
  @EnumSource(value = Health.class, mode = Mode.EXCLUDE, names = "WELL")
  void thePoolSaysSoInTimeAndIsBackWithinSeconds(Health health) {
    oracle.be(health);
    for (int i = 0; i < 2; i++) {
      long began = System.nanoTime();
      assertThat(whyNoConnection()).doesNotContain("12514");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    oracle.be(Health.WELL);
    int before = oracle.logins();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(whyNoConnection()).contains("12514"));
    assertThat(oracle.logins()).isGreaterThan(before);
    await("no login of then is left")
        .atMost(Duration.ofSeconds(10))
        .until(() -> oracle.waiting() == 0);
  }

  /** In all that the pool says of it. */
  private String whyNoConnection() {
    SQLException failure = catchThrowableOfType(SQLException.class, pool::getConnection);
    assertThat((Throwable) failure).isNotNull();
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(String::valueOf)
        .reduce("", String::concat);
  }
}
