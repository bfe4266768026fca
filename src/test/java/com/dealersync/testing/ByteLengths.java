package com.dealersync.testing;

import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Makes H2 count the bytes of a VARCHAR2, as Oracle does: its own Oracle mode counts characters.
 */
public final class ByteLengths implements Callback {

  private record Column(String table, String name, int bytes) {}

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    JdbcClient sql =
        JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
    List<Column> columns =
        sql.sql(
                """
                select TABLE_NAME, COLUMN_NAME, CHARACTER_MAXIMUM_LENGTH
                  from INFORMATION_SCHEMA.COLUMNS
                 where TABLE_NAME like 'CO@_%' escape '@' and DATA_TYPE = 'CHARACTER VARYING'
                   and IS_GENERATED = 'NEVER'""")
            .query((row, i) -> new Column(row.getString(1), row.getString(2), row.getInt(3)))
            .list();
    columns.forEach(
        column ->
            sql.sql(
                    "alter table %s add constraint if not exists BYTES_%s check (octet_length(%s) <= %d)"
                        .formatted(column.table(), column.name(), column.name(), column.bytes()))
                .update());
  }

  @Override
  public String getCallbackName() {
    return "byte-lengths";
  }
}
