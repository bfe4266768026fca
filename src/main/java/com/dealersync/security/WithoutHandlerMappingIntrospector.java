package com.dealersync.security;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.Ordered;

/**
 * While there is a {@code HandlerMappingIntrospector} Spring Security looks every request's handler
 * up before its filters, for a kind of matcher that is not used here: a tenth of what a request
 * costs in them. Ordered, so that it comes before the one that adds that filter.
 */
final class WithoutHandlerMappingIntrospector
    implements BeanDefinitionRegistryPostProcessor, Ordered {

  private static final String INTROSPECTOR = "mvcHandlerMappingIntrospector";

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    if (registry.containsBeanDefinition(INTROSPECTOR)) {
      registry.removeBeanDefinition(INTROSPECTOR);
    }
  }
}
