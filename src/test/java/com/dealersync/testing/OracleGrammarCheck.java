package com.dealersync.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts every statement of the service before {@link OracleGrammar}. A refused one fails where it is
 * sent and also the test, as a background thread may have survived the failure.
 */
final class OracleGrammarCheck implements BeanPostProcessor, QueryExecutionListener {

  private final OracleGrammar grammar = new OracleGrammar();
  private final Queue<AssertionError> refusals = new ConcurrentLinkedQueue<>();

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return bean instanceof DataSource dataSource && beanName.equals("dataSource")
        ? ProxyDataSourceBuilder.create(dataSource).listener(this).build()
        : bean;
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    for (QueryInfo query : queries) {
      try {
        grammar.check(query.getQuery());
      } catch (AssertionError refusal) {
        refusals.add(refusal);
        throw refusal;
      }
    }
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    // Only what is about to be sent matters.
  }

  /**
   * Forgets the refusals so far.
   *
   * @throws AssertionError the first of them, if there was one
   */
  void verify() {
    AssertionError first = refusals.peek();
    refusals.clear();
    if (first != null) {
      throw first;
    }
  }
}
