package com.dealersync.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL, started when the first test asks for it; it stops with the JVM. */
enum PostgresqlServer {
  INSTANCE;

  private final EmbeddedPostgres server;

  PostgresqlServer() {
    try {
      // Its data need not survive the machine, and each cached Spring context keeps a pool.
      server =
          EmbeddedPostgres.builder()
              // On a busy machine its own limit of 10 s is not enough.
              .setPGStartupWait(Duration.ofMinutes(2))
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("max_connections", "500")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestDatabase database(String name) {
    JdbcClient.create(INSTANCE.server.getPostgresDatabase())
        .sql("create database " + name)
        .update();
    return new TestDatabase(
        DatabaseKind.POSTGRESQL,
        name,
        "jdbc:postgresql://127.0.0.1:" + INSTANCE.server.getPort() + "/" + name,
        "postgres",
        "postgres");
  }
}
