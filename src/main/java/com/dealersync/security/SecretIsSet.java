package com.dealersync.security;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** A secret left empty, as deployments often do with a variable, is no secret. */
final class SecretIsSet implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata bean) {
    return StringUtils.hasText(
        context.getEnvironment().getProperty("dealer-sync.security.jwt.secret"));
  }
}
