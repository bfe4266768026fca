package com.dealersync.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The organisation's own checks of {@code COES_STATUS}, whatever their names. They would refuse our
 * statuses.
 */
class StatusChecks {

  private final JdbcClient sql;
  private final Dictionary dictionary;

  StatusChecks(JdbcClient sql, Dictionary dictionary) {
    this.sql = sql;
    this.dictionary = dictionary;
  }

  /**
   * Drops them. A check that also concerns another column has another purpose and stays, as does
   * NOT NULL.
   */
  void drop() {
    sql.sql(dictionary.checksOfOneColumn())
        .params("CO_EVENTOSCARGASINCCONTROL", "COES_STATUS")
        .query(String.class)
        .list()
        .forEach(
            name ->
                sql.sql("alter table CO_EVENTOSCARGASINCCONTROL drop constraint \"" + name + "\"")
                    .update());
  }
}
