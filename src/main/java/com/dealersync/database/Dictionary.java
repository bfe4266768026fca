package com.dealersync.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/** The views in which a database describes its tables. */
enum Dictionary {
  ORACLE(
      """
      select k.CONSTRAINT_NAME
        from ALL_CONSTRAINTS k
        join ALL_CONS_COLUMNS c on c.OWNER = k.OWNER and c.CONSTRAINT_NAME = k.CONSTRAINT_NAME
       where k.CONSTRAINT_TYPE = 'C' and k.OWNER = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')
         and k.TABLE_NAME = ? and k.SEARCH_CONDITION_VC not like '"%" IS NOT NULL'
       group by k.CONSTRAINT_NAME
      having count(*) = 1 and max(c.COLUMN_NAME) = ?\
      """),

  /** The views of the SQL standard, in PostgreSQL and H2. */
  INFORMATION_SCHEMA(
      """
      select k.CONSTRAINT_NAME
        from INFORMATION_SCHEMA.TABLE_CONSTRAINTS k
        join INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE c
          on c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA and c.CONSTRAINT_NAME = k.CONSTRAINT_NAME
             and c.TABLE_NAME = k.TABLE_NAME
       where k.CONSTRAINT_TYPE = 'CHECK' and k.TABLE_SCHEMA = CURRENT_SCHEMA
         and upper(k.TABLE_NAME) = ?
       group by k.CONSTRAINT_NAME
      having count(*) = 1 and upper(max(c.COLUMN_NAME)) = ?\
      """);

  private final String checksOfOneColumn;

  Dictionary(String checksOfOneColumn) {
    this.checksOfOneColumn = checksOfOneColumn;
  }

  static Dictionary of(Connection connection) {
    return product(connection).equals("Oracle") ? ORACLE : INFORMATION_SCHEMA;
  }

  static boolean isPostgresql(Connection connection) {
    return product(connection).equals("PostgreSQL");
  }

  private static String product(Connection connection) {
    try {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new FlywayException("No se pudo saber qué base de datos es", e);
    }
  }

  /**
   * A query for the names of the checks of a table (first parameter) that concern only one column
   * (second parameter), both in upper case.
   */
  String checksOfOneColumn() {
    return checksOfOneColumn;
  }
}
