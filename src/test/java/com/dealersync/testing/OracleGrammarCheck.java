package com.dealersync.testing;

import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts every statement of the service before {@link OracleGrammar}; a refused one fails. */
final class OracleGrammarCheck implements BeanPostProcessor, QueryExecutionListener {

  private final OracleGrammar grammar = new OracleGrammar();

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return bean instanceof DataSource dataSource && beanName.equals("dataSource")
        ? ProxyDataSourceBuilder.create(dataSource).listener(this).build()
        : bean;
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    queries.forEach(query -> grammar.check(query.getQuery()));
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    // Only what is about to be sent matters.
  }
}
