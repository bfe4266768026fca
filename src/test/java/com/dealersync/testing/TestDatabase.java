package com.dealersync.testing;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An empty database of its own, on a server that all tests of the JVM share.
 *
 * @param kind what it is
 * @param name unique in the JVM
 */
public record TestDatabase(
    DatabaseKind kind, String name, String url, String username, String password) {

  /** One of the kind that this run of the tests is for. */
  public static TestDatabase fresh() {
    return DatabaseKind.current().fresh();
  }

  /** Without a pool. */
  public DataSource dataSource() {
    return new DriverManagerDataSource(url, username, password);
  }

  /** Where its migrations are. */
  public String migrations() {
    return "classpath:db/migration/" + (kind == DatabaseKind.POSTGRESQL ? "postgresql" : "oracle");
  }

  /** What the service needs to use it. */
  public Map<String, Object> settings() {
    return Map.of(
        "spring.datasource.url", url,
        "spring.datasource.username", username,
        "spring.datasource.password", password,
        "spring.flyway.locations", migrations(),
        // Spring keeps the contexts of finished tests, and a server has only so many connections.
        "spring.datasource.hikari.minimum-idle", 1);
  }
}
