package com.dealersync.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** One line for each request; without its query, in which callers may put anything. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class AccessLogFilter extends OncePerRequestFilter {

  /** The request attribute that holds {@link System#nanoTime()} of its arrival. */
  static final String STARTED = "com.dealersync.started";

  /** The request attribute that holds the name of who wants to change something. */
  static final String CALLER = "com.dealersync.caller";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long start = System.nanoTime();
    request.setAttribute(STARTED, start);
    try {
      chain.doFilter(request, response);
    } finally {
      AccessLog.line(
          request.getMethod(),
          request.getRequestURI(),
          (String) request.getAttribute(CALLER),
          response.getStatus(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
