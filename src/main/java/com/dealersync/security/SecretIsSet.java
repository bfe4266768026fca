package com.dealersync.security;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** True if the secret is not empty. Deployments often set a variable to an empty text. */
final class SecretIsSet implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata bean) {
    return StringUtils.hasText(
        context.getEnvironment().getProperty("dealer-sync.security.jwt.secret"));
  }
}
