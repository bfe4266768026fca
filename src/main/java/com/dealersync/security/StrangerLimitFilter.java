package com.dealersync.security;

import com.dealersync.limits.RequestLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts what anybody may see by the address that asks. The probes are free: behind a load balancer
 * all the world has its address, and a flood from there must not make it give this node up.
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
