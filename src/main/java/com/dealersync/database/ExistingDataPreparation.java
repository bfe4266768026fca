package com.dealersync.database;

import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Corrects the rows of a database that was used before, so that they fit the rules of version 2 and
 * the index of version 7, just before their scripts run.
 *
 * <p>A callback and not a migration, because Oracle has no transactional DDL: Flyway would record a
 * refused migration there as failed and refuse every later start, also after the rows it names have
 * been put right. A callback that refuses leaves no trace.
 */
@Component
class ExistingDataPreparation implements Callback {

  private static final MigrationVersion RULES = MigrationVersion.fromVersion("2");
  private static final MigrationVersion FOREIGN_KEYS = MigrationVersion.fromVersion("7");

  static final String ORACLE_WAITS_FOR_OTHERS = "alter session set ddl_lock_timeout = 60";

  private final Clock clock;

  ExistingDataPreparation(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    Connection connection = context.getConnection();
    if (Dictionary.isPostgresql(connection)) {
      JdbcClient.create(new SingleConnectionDataSource(connection, true))
          .sql(PostgresqlPool.WAITS_FOR_EVERY_LOCK)
          .update();
    }
    MigrationVersion next = context.getMigrationInfo().getVersion();
    if (RULES.equals(next)) {
      prepare(connection);
    } else if (FOREIGN_KEYS.equals(next)) {
      new ExistingIndexes(connection)
          .makeRoom(
              "CO_EVENTOSCARGASINCCONTROL",
              List.of("COES_COCP_EVENTPROCESOID", "COES_SINCCONTROLID"));
    }
  }

  @Override
  public String getCallbackName() {
    return "existing-data-preparation";
  }

  /** Checks first: on Oracle the first DDL statement commits everything before it. */
  private void prepare(Connection connection) {
    JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    Dictionary dictionary = Dictionary.of(connection);
    if (dictionary == Dictionary.ORACLE) {
      // By default DDL fails at once while another application has a transaction on the table.
      sql.sql(ORACLE_WAITS_FOR_OTHERS).update();
    }
    new UnknownStatuses(sql).refuse();
    new ExistingRows(sql, clock).clean();
    new StatusChecks(sql, dictionary).drop();
  }
}
