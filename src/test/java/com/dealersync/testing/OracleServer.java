package com.dealersync.testing;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.oracle.OracleContainer;

/** A real Oracle Free in a container; each database of a test is a schema. */
enum OracleServer {
  INSTANCE;

  private final OracleContainer container =
      new OracleContainer("gvenzl/oracle-free:23-slim-faststart")
          .withStartupTimeout(Duration.ofMinutes(5));

  OracleServer() {
    container.start();
  }

  static TestDatabase database(String name) {
    String url = INSTANCE.container.getJdbcUrl();
    JdbcClient system =
        JdbcClient.create(
            new DriverManagerDataSource(url, "system", INSTANCE.container.getPassword()));
    system
        .sql("create user " + name + " identified by " + name + " quota unlimited on users")
        .update();
    system
        .sql("grant create session, create table, create sequence, create view to " + name)
        .update();
    return new TestDatabase(DatabaseKind.ORACLE, name, url, name, name);
  }
}
