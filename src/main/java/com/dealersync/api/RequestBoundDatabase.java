package com.dealersync.api;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Puts {@link RequestBoundDataSource} before every database, also one that holds only the jobs. */
@Component
class RequestBoundDatabase implements BeanPostProcessor {

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource database ? new RequestBoundDataSource(database) : bean;
  }
}
