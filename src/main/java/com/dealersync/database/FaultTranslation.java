package com.dealersync.database;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Tells by the database's own codes what went wrong in a statement. */
@Configuration(proxyBeanMethods = false)
class FaultTranslation {

  /**
   * By the SQL state alone, which is the default, a lock that was not got in time is an unknown
   * fault on Oracle and PostgreSQL, and as such nothing that another attempt could cure.
   */
  @Bean
  SQLExceptionTranslator sqlExceptionTranslator(DataSource database) {
    return new SQLErrorCodeSQLExceptionTranslator(database);
  }
}
