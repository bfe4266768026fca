package com.dealersync.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its correlation id: in the answer, and on each line it logs. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CorrelationIdFilter extends OncePerRequestFilter {

  /** The request attribute that holds the id. */
  static final String ATTRIBUTE = "com.dealersync.correlationId";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id =
        request.getAttribute(ATTRIBUTE) instanceof String known
            ? known
            : CorrelationId.givenOrNew(request.getHeader(CorrelationId.HEADER));
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(CorrelationId.HEADER, id);
    try (var logged = MDC.putCloseable("correlationId", id)) {
      chain.doFilter(request, response);
    }
  }

  /** Some of what Tomcat refuses comes by here only as an error. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
