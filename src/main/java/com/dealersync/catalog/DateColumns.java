package com.dealersync.catalog;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How a time is compared with the schema's DATE columns. The drivers send a timestamp. Oracle would
 * then convert the column of each row and not use an index, so the parameter is cast there. On
 * PostgreSQL these columns are timestamps, because its own dates have no time.
 */
@Component
public class DateColumns {

  private final String parameter;

  DateColumns(JdbcTemplate jdbc) {
    parameter = DealerResults.isPostgresql(jdbc) ? "?" : "cast(? as date)";
  }

  /** The text that stands for the parameter in a statement. */
  public String parameter() {
    return parameter;
  }
}
