package com.dealersync.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The organisation's own checks of {@code COES_STATUS}, whatever their names: they refuse ours. */
class StatusChecks {

  private final JdbcClient sql;
  private final Dictionary dictionary;

  StatusChecks(JdbcClient sql, Dictionary dictionary) {
    this.sql = sql;
    this.dictionary = dictionary;
  }

  /** A check that also names another column says something else and stays, as does NOT NULL. */
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
