package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.SickOracle;
import com.dealersync.testing.SickOracle.Health;
import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.PriorityOrdered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The whole service, started on a database that is well, whose pool is then one of Oracle's driver
 * before a listener that is not: with the service's own settings, and prepared as its own.
 */
@ApiTest
@Import(SickOracleApiIntegrationTests.Exchange.class)
class SickOracleApiIntegrationTests {

  private static final SickOracle ORACLE = new SickOracle();

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired ExchangeablePool database;
  @Autowired ApplicationContext context;

  @AfterEach
  void getWell() {
    database.useOwn();
  }

  @AfterAll
  static void stop() {
    ORACLE.close();
  }

  @ParameterizedTest
  @EnumSource(value = Health.class, mode = Mode.EXCLUDE, names = "WELL")
  void saysSoInTimeAndIsReadyAgainByItself(Health health) {
    scene.clear();
    scene.productListLoad("20250107_001");
    assertThat(readiness().status()).isEqualTo(200);
    ORACLE.be(health);
    database.use(oraclePool());

    within(5, () -> api.start("ProductList", "20250107_001"))
        .isError(
            503,
            "La base de datos no está disponible o no responde. Intente nuevamente más tarde.");
    assertThat(within(5, this::readiness).status()).isEqualTo(503);

    ORACLE.be(Health.WELL);
    int before = ORACLE.logins();
    await("the listener is asked again")
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              within(5, () -> api.start("ProductList", "20250107_001"));
              return ORACLE.logins() > before;
            });

    database.useOwn();
    assertThat(readiness().status()).isEqualTo(200);
    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
  }

  private DataSource oraclePool() {
    HikariDataSource pool = new HikariDataSource();
    Binder.get(context.getEnvironment())
        .bind("spring.datasource.hikari", Bindable.ofInstance(pool));
    pool.setJdbcUrl(ORACLE.url());
    pool.setUsername("dealersync");
    pool.setPassword("unused");
    pool.setInitializationFailTimeout(-1);
    context
        .getBean("boundedDatabase", BeanPostProcessor.class)
        .postProcessAfterInitialization(pool, "oracle");
    assertThat(pool.getDataSourceProperties()).containsKey("oracle.jdbc.loginTimeout");
    return pool;
  }

  private Answer readiness() {
    return api.send(api.anonymous("GET", "/actuator/health/readiness", BodyPublishers.noBody()));
  }

  private static Answer within(int seconds, Supplier<Answer> call) {
    long before = System.nanoTime();
    Answer answer = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isLessThan(Duration.ofSeconds(seconds));
    return answer;
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Exchange {

    @Bean
    static ExchangeablePool exchangeablePool() {
      return new ExchangeablePool();
    }
  }

  /** Stands in the place of the service's pool, behind everything that bounds it. */
  static final class ExchangeablePool implements BeanPostProcessor, PriorityOrdered {

    private DataSource own;
    private volatile DataSource current;

    void use(DataSource other) {
      current = other;
    }

    void useOwn() {
      if (current != own && current instanceof HikariDataSource pool) {
        pool.close();
      }
      current = own;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (!name.equals("dataSource")) {
        return bean;
      }
      own = (DataSource) bean;
      current = own;
      return new DelegatingDataSource(own) {
        @Override
        public Connection getConnection() throws SQLException {
          return Objects.requireNonNull(current).getConnection();
        }
      };
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }
}
