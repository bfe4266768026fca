package com.dealersync.security;

import com.dealersync.limits.RequestLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts a call after its token was checked and before its scopes are, so that calls refused for a
 * scope count, too. A call without a token is counted where it is refused.
 */
final class CallerLimitFilter extends OncePerRequestFilter {

  private final RequestLimits limits;

  CallerLimitFilter(RequestLimits limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller != null && isRead(request)) {
      limits.read(caller.getName());
    } else if (caller != null) {
      limits.change(caller.getName());
    }
    chain.doFilter(request, response);
  }

  private static boolean isRead(HttpServletRequest request) {
    return HttpMethod.GET.matches(request.getMethod())
        || HttpMethod.HEAD.matches(request.getMethod());
  }
}
