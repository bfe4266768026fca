package com.dealersync.security;

import com.dealersync.limits.RequestLimits;
import com.dealersync.limits.TooManyRequestsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets the API answer requests that the security filters refuse, so that a refusal looks like any
 * other error.
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

  private final HandlerExceptionResolver answers;
  private final RequestLimits limits;

  Refusals(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers,
      RequestLimits limits) {
    this.answers = answers;
    this.limits = limits;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException cause) {
    answers.resolveException(request, response, null, orTooMany(request, cause));
  }

  private RuntimeException orTooMany(HttpServletRequest request, AuthenticationException cause) {
    try {
      limits.stranger(NetworkOf.address(request.getRemoteAddr()));
      return TokenProblem.described(cause);
    } catch (TooManyRequestsException tooMany) {
      return tooMany;
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause) {
    answers.resolveException(request, response, null, cause);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException cause) {
    answers.resolveException(request, response, null, cause);
  }
}
