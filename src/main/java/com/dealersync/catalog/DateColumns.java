package com.dealersync.catalog;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How a time is compared with the schema's DATE columns. The drivers send a timestamp, for which
 * Oracle converts the column of each row and reads no index; PostgreSQL has timestamps in their
 * place, and its own dates have no time.
 */
@Component
public class DateColumns {

  private final String parameter;

  DateColumns(JdbcTemplate jdbc) {
    parameter = DealerResults.isPostgresql(jdbc) ? "?" : "cast(? as date)";
  }

  /** What stands for the parameter in a statement. */
  public String parameter() {
    return parameter;
  }
}
