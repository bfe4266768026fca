package com.dealersync.database;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Translates the failure of a statement by the database's own error codes. */
@Configuration(proxyBeanMethods = false)
class FaultTranslation {

  /**
   * The default translates by the SQL state alone. On Oracle and PostgreSQL, a lock that was not
   * available in time would then be an unknown fault, and no other attempt would follow.
   */
  @Bean
  SQLExceptionTranslator sqlExceptionTranslator(DataSource database) {
    return new SQLErrorCodeSQLExceptionTranslator(database);
  }
}
