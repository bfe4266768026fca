package com.dealersync.security;

import com.dealersync.limits.RequestLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts calls that need no token, by address. The probes do not count: behind a load balancer all
 * callers have its address, and a flood of calls must not make it take this node out of service.
 */
final class StrangerLimitFilter extends OncePerRequestFilter {

  private final RequestLimits limits;

  StrangerLimitFilter(RequestLimits limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!request.getRequestURI().startsWith("/actuator/health")) {
      limits.stranger(NetworkOf.address(request.getRemoteAddr()));
    }
    chain.doFilter(request, response);
  }
}
