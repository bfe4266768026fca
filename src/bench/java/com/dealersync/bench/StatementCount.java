package com.dealersync.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts what the service sends to its database, if it is told to; a batch is one statement. */
final class StatementCount implements BeanPostProcessor, QueryExecutionListener {
  private final boolean counting;
  private final AtomicLong statements = new AtomicLong();

  StatementCount(boolean counting) {
    this.counting = counting;
  }

  long statements() {
    return statements.get();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return counting && bean instanceof DataSource dataSource && beanName.equals("dataSource")
        ? ProxyDataSourceBuilder.create(dataSource).listener(this).build()
        : bean;
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    statements.incrementAndGet();
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    // Counted before.
  }
}
