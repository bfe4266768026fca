package com.dealersync.testing;

import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;

/** H2 in memory, in its Oracle mode. */
public final class H2Server {

  private static final String JOBS = "jobrunrDataSource";

  /** It lives as long as the JVM, and waits for a row lock as long as a slow machine may need. */
  private static final String OPTIONS =
      ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=20000";

  private H2Server() {}

  /**
   * An empty database.
   *
   * @param name unique in the JVM
   */
  public static TestDatabase database(String name) {
    return new TestDatabase(
        DatabaseKind.H2, name, "jdbc:h2:mem:" + name + ";MODE=Oracle" + OPTIONS, "sa", "sa");
  }

  /**
   * What the service needs besides to take it for an Oracle; gives JobRunr, whose SQL fails in the
   * mode without a word, a database without it.
   */
  public static Map<String, Object> likeOracle(
      GenericApplicationContext context, TestDatabase database) {
    context.registerBean(
        JOBS,
        DataSource.class,
        () ->
            JdbcConnectionPool.create(
                "jdbc:h2:mem:" + database.name() + "-jobs" + OPTIONS, "sa", "sa"),
        definition -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false));
    return Map.of(
        "jobrunr.database.datasource",
        JOBS,
        // Hibernate shall write for Oracle, so it must not ask H2 what it is.
        "spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access",
        "false",
        "spring.jpa.properties.jakarta.persistence.database-product-name",
        "Oracle",
        "spring.jpa.properties.jakarta.persistence.database-major-version",
        "19",
        "spring.jpa.properties.jakarta.persistence.database-minor-version",
        "0");
  }
}
