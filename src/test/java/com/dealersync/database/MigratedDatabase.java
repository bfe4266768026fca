package com.dealersync.database;

import com.dealersync.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A fresh database that a test migrates step by step, as the service would at start-up. */
final class MigratedDatabase {

  static final Clock NOW = Clock.fixed(Instant.parse("2025-06-01T12:00:00Z"), ZoneOffset.UTC);

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcTemplate sql = new JdbcTemplate(database.dataSource());

  JdbcTemplate sql() {
    return sql;
  }

  /** With the organisation's tables only. */
  static MigratedDatabase organisation() {
    MigratedDatabase database = new MigratedDatabase();
    database.configuration().target("1").load().migrate();
    return database;
  }

  static MigratedDatabase complete() {
    MigratedDatabase database = new MigratedDatabase();
    database.migrate();
    return database;
  }

  void migrate() {
    configuration().load().migrate();
  }

  FluentConfiguration configuration() {
    return Flyway.configure()
        .dataSource(database.url(), database.username(), database.password())
        .locations(database.migrations())
        .callbacks(new ExistingDataPreparation(NOW));
  }
}
