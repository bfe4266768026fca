package com.dealersync.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Puts {@link BoundedDataSource} before every database, also one that holds only the jobs. The
 * limit does not apply while the service starts, because a migration may take long. {@link
 * PostgresqlPool} and {@link OraclePool} limit how long others wait for us, and how long a pool
 * waits for its driver.
 */
@Component
class BoundedDatabase implements BeanPostProcessor, Ordered {

  private final ObjectProvider<DatabaseProperties> properties;
  private volatile boolean started;

  BoundedDatabase(ObjectProvider<DatabaseProperties> properties) {
    this.properties = properties;
  }

  @EventListener(ApplicationStartedEvent.class)
  void started() {
    started = true;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool) {
      PostgresqlPool.prepare(pool);
      OraclePool.prepare(pool);
    }
    return bean instanceof DataSource database
        ? new BoundedDataSource(database, properties.getObject().readTimeout(), () -> started)
        : bean;
  }

  /** The first one, so that a request can shorten the time that this allows. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
