package com.dealersync.database;

import com.dealersync.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A fresh database that a test migrates step by step, as the service would at start-up. */
public final class MigratedDatabase {

  static final Clock NOW = Clock.fixed(Instant.parse("2025-06-01T12:00:00Z"), ZoneOffset.UTC);

  private static final Pattern COMMENT = Pattern.compile("^ *--.*$", Pattern.MULTILINE);

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcTemplate sql = new JdbcTemplate(database.dataSource());
  private final List<String> statements = new ArrayList<>();

  public JdbcTemplate sql() {
    return sql;
  }

  /** What the migrations sent, without comments and Flyway's own bookkeeping. */
  List<String> statements() {
    return statements.stream()
        .map(statement -> COMMENT.matcher(statement).replaceAll("").strip())
        .filter(statement -> statement.contains("CO_"))
        .toList();
  }

  /** With the organisation's tables only. */
  public static MigratedDatabase organisation() {
    MigratedDatabase database = new MigratedDatabase();
    database.configuration().target("1").load().migrate();
    return database;
  }

  static MigratedDatabase complete() {
    MigratedDatabase database = new MigratedDatabase();
    database.migrate();
    return database;
  }

  /** Where they are. */
  String scripts() {
    return database.migrations();
  }

  public void migrate() {
    configuration().load().migrate();
  }

  /** Migrates an empty database of a test's own. */
  public static void migrate(TestDatabase database) {
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations(database.migrations())
        .callbacks(new ExistingDataPreparation(NOW))
        .load()
        .migrate();
  }

  FluentConfiguration configuration() {
    return Flyway.configure()
        .dataSource(
            ProxyDataSourceBuilder.create(database.dataSource())
                .beforeQuery(
                    (execution, queries) ->
                        queries.forEach(query -> statements.add(query.getQuery())))
                .build())
        .locations(database.migrations())
        .callbacks(new ExistingDataPreparation(NOW));
  }
}
